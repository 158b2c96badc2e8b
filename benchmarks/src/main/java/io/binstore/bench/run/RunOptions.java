package io.binstore.bench.run;

import io.binstore.bench.store.Place;
import io.binstore.launcher.cluster.Installation;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What can be said on the command line of every command that puts load on a store. */
public final class RunOptions {

    /** For backends; Hazelcast's members get the same. */
    public static final String SERVER_JVM = "-Xms1g -Xmx1g -XX:+UseSerialGC -XX:MetaspaceSize=128m";
    /** For the keeper. */
    public static final String KEEPER_JVM = "-Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    @Option(names = "--prepare", defaultValue = "30",
            description = "Seconds of load on each store or cluster before anything is measured,"
                    + " for the JVMs' compilers: ${DEFAULT-VALUE}.")
    public double prepareSeconds;

    @Option(names = "--callers", defaultValue = "64",
            description = "Blocking callers: ${DEFAULT-VALUE}.")
    public int callers;

    @Option(names = "--port-base", defaultValue = "27100",
            description = "The first port; some 700 above it are used: ${DEFAULT-VALUE}.")
    public int portBase;

    @Option(names = "--out", paramLabel = "FOLDER",
            description = "Where results go: target/bench unless said.")
    private Path out = Path.of("target", "bench");

    private final Installation installation = Installation.find();

    /** The folder of results. */
    public Path out() {
        return installation.home().resolve(out).toAbsolutePath();
    }

    /** Where the servers run. */
    public Place place() {
        return new Place(installation.home(), installation.java(), out().resolve("run"), portBase);
    }

    /** For options in seconds. */
    public static long millis(double seconds) {
        return Math.round(seconds * 1_000);
    }
}
