package io.binstore.launcher.cluster;

import java.util.List;

/** What the JVMs of the processes are told. */
public record JvmOptions(List<String> backend, List<String> keeper) {

    /**
     * Small heaps, the collector with the least overhead and the quick compiler only: several processes start at once on
     * one machine, and the second compiler would double what a start costs. Room for classes and compiled code from the
     * start (addresses only): each time these have grown, a full collection would stop the process for some hundred
     * milliseconds, and on a machine full of processes that warm up together for seconds. For long runs with much load
     * leave {@code TieredStopAtLevel} out. A process without memory ends, so that it is replaced at once.
     */
    public static final String BACKEND_DEFAULT = "-Xmx512m -XX:+UseSerialGC"
            + " -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError -XX:TieredStopAtLevel=1"
            + " -XX:MetaspaceSize=128m -XX:ReservedCodeCacheSize=128m";
    public static final String KEEPER_DEFAULT = "-Xmx128m -XX:+UseSerialGC"
            + " -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError -XX:TieredStopAtLevel=1"
            + " -XX:ReservedCodeCacheSize=128m";

    public static final JvmOptions DEFAULT = parse(BACKEND_DEFAULT, KEEPER_DEFAULT);

    private static final int KEPT_BY_SMALL_HEAP = 100;
    private static final int HEAP_PACKED_MB = 256;
    private static final int HEAP_EACH_MB = 24;

    public JvmOptions {
        backend = List.copyOf(backend);
        keeper = List.copyOf(keeper);
    }

    /**
     * The default options of a JVM with so many backends: a full collection each time that their classes or their code have
     * grown would stop them all for seconds. Each has a loop of its own, so as many threads carry
     * what comes by HTTP: with one for each processor that would get a fraction of the loops' time, and stall.
     */
    public static String packed(int backends) {
        int heap = HEAP_PACKED_MB + HEAP_EACH_MB * backends;
        return backends == 1 ? BACKEND_DEFAULT
                : BACKEND_DEFAULT.replace("-XX:MetaspaceSize=128m", "-XX:MetaspaceSize=1g")
                        .replace("CodeCacheSize=128m", "CodeCacheSize=512m")
                        .replace("-Xmx512m", "-Xmx" + heap + "m -Xms" + heap / 2 + "m -Xss512k"
                                + " -Djdk.virtualThreadScheduler.parallelism=" + backends);
    }

    /** The default options of a keeper of so many backends: it keeps what each of hundreds says. */
    public static String keeping(int backends) {
        return backends <= KEPT_BY_SMALL_HEAP ? KEEPER_DEFAULT
                : KEEPER_DEFAULT.replace("-Xmx128m", "-Xmx384m");
    }

    /** Options as they would stand on a command line, separated by blanks. */
    public static JvmOptions parse(String backend, String keeper) {
        return new JvmOptions(split(backend), split(keeper));
    }

    List<String> of(Kind kind) {
        return kind == Kind.BACKEND ? backend : keeper;
    }

    private static List<String> split(String options) {
        return options.isBlank() ? List.of() : List.of(options.strip().split("\\s+"));
    }
}
