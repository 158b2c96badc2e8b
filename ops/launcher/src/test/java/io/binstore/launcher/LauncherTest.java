package io.binstore.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LauncherTest {

    private final StringWriter err = new StringWriter();

    @Test
    void showsItsUsageWhenItIsToldNothing() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: binstore", "demo", "up", "status", "down");
    }

    @Test
    void showsItsUsageWhenItIsToldNonsense() {
        assertThat(run("fly")).isEqualTo(2);
        assertThat(err.toString()).contains("fly");
        assertThat(run("kill", "backend", "first")).isEqualTo(2);
        assertThat(err.toString()).contains("first");
        assertThat(run("kill", "bakend", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("bakend");
    }

    @Test
    void explainsNumbersOutOfRange() {
        assertThat(run("up", "--backends", "301")).isEqualTo(1);
        assertThat(err.toString())
                .contains("the number of backends must be from 1 to 300, not 301");
    }

    private int run(String... arguments) {
        CommandLine line = Launcher.commandLine();
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
