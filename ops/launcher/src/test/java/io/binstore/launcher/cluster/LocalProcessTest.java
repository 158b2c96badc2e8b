package io.binstore.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Process sleeper;

    @BeforeEach
    void start() throws IOException {
        sleeper = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void end() {
        sleeper.destroyForcibly();
    }

    @Test
    void hurtsTheProcessThatItMeans() {
        LocalProcess process = process();
        assertThat(process.isRunning()).isTrue();
        process.signal(Signal.STOP);
        assertThat(Wait.atMost(PATIENCE).until(process::isPaused)).isTrue();
        process.signal(Signal.CONT);
        assertThat(Wait.atMost(PATIENCE).until(() -> !process.isPaused())).isTrue();
        process.signal(Signal.KILL);
        assertThat(process.awaitExit(PATIENCE)).isTrue();
    }

    @Test
    void neverHurtsALaterProcessThatGotThePid() {
        LocalProcess earlier = new LocalProcess(Name.backend(0), sleeper.pid(), "some other time");
        assertThat(earlier.isRunning()).isFalse();
        earlier.signal(Signal.KILL);
        assertThat(sleeper.isAlive()).isTrue();
    }

    private LocalProcess process() {
        ProcessTable.Entry entry = ProcessTable.find(sleeper.pid());
        assertThat(entry).isNotNull();
        return new LocalProcess(Name.backend(0), sleeper.pid(), entry.started());
    }
}
