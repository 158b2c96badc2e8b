package io.binstore.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Runs the JMH benchmarks of the hot cores. */
@Command(name = "jmh", description = "Runs the JMH benchmarks whose names match a pattern, all"
        + " unless one is given; knows JMH's own options, such as -f 1, -prof gc and -l.")
final class JmhCommand implements Callable<Integer> {

    /** All as it came: JMH reads it. */
    @Unmatched
    private final List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Main.main(arguments.toArray(String[]::new));
        return 0;
    }
}
