package io.binstore.bench.memory;

import io.binstore.bench.host.Host;
import io.binstore.bench.host.JdkTool;
import io.binstore.bench.host.Memory;
import io.binstore.bench.load.Load;
import io.binstore.bench.load.LoadSettings;
import io.binstore.bench.load.Workload;
import io.binstore.bench.run.RunOptions;
import io.binstore.bench.run.Stage;
import io.binstore.bench.store.BinstoreStore;
import io.binstore.bench.store.KeySpace;
import io.binstore.launcher.cluster.JvmOptions;
import io.binstore.launcher.cluster.Trouble;
import io.binstore.launcher.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what an entry takes. */
@Command(name = "memory", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures the bytes that an entry takes: the objects of the core by JOL and"
                + " by what is left after a collection, and the resident memory of a cluster.")
public final class MemoryCommand implements Callable<Integer> {

    private static final int BACKENDS = 3;
    private static final int BINS = 256;
    private static final int KEYS_PREPARED = 1_000;
    private static final String COMPACT = "-XX:+UseCompactObjectHeaders";
    private static final String PLAIN = "-XX:-UseCompactObjectHeaders";

    /** Bytes of heap for an entry; JOL remembers each object that it has seen. */
    private static final int CORE_BYTES_PER_ENTRY = 3_000;
    private static final int BACKEND_BYTES_PER_ENTRY = 600;
    private static final int HEAP_MEGABYTES_MIN = 512;

    @Mixin
    private final RunOptions options = new RunOptions();

    @Option(names = "--entries", defaultValue = "1000000",
            description = "Entries: ${DEFAULT-VALUE}.")
    private int entries;

    @Option(names = "--value-bytes", defaultValue = "100",
            description = "Size of a value: ${DEFAULT-VALUE}.")
    private int valueBytes;

    private final Table table = new Table(2, List.of("what", "object headers",
            "bytes each: JOL", "live heap", "the store's own estimate", "resident"));

    @Override
    public Integer call() throws Exception {
        for (String headers : List.of(PLAIN, COMPACT)) {
            for (String what : List.of("values", CoreHeap.LIST)) {
                System.out.println("core, " + what + ", " + headers);
                core(what, headers);
            }
        }
        for (String headers : List.of(PLAIN, COMPACT)) {
            System.out.println("cluster, " + headers);
            cluster(headers);
        }
        return report();
    }

    private void core(String what, String headers) {
        String output = JdkTool.run("java", heap(CORE_BYTES_PER_ENTRY), "-XX:+UseSerialGC",
                headers, "-Djol.magicFieldOffset=true", "-Djol.skipDynamicAttach=true",
                "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), CoreHeap.class.getName(), what,
                Integer.toString(entries), Integer.toString(valueBytes));
        String[] figures = output.strip().lines().reduce("", (first, last) -> last).split(" ");
        if (figures.length != 3 || !figures[0].matches("\\d+")) {
            throw new Trouble("the core cannot be measured: " + output);
        }
        table.add(List.of(what.equals(CoreHeap.LIST) ? "element of a list" : "key and value",
                words(headers), each(Long.parseLong(figures[2])),
                each(Long.parseLong(figures[0])), each(Long.parseLong(figures[1])), "-"));
    }

    /** Resident memory less that of the same processes before, whose young generation is in use. */
    private void cluster(String headers) throws InterruptedException {
        KeySpace space = new KeySpace(entries, BINS, valueBytes);
        String jvm = heap(BACKEND_BYTES_PER_ENTRY) + " -Xmn64m -XX:+UseSerialGC " + headers;
        try (Stage stage = new Stage()) {
            BinstoreStore store = stage.start(new BinstoreStore(space, options.place(), BACKENDS,
                    JvmOptions.parse(jvm, RunOptions.KEEPER_JVM)));
            Load few = new Load(store, space.sized(KEYS_PREPARED, valueBytes), options.callers);
            few.fill();
            few.run(Workload.SET, LoadSettings.blocking(options.callers, 0,
                    RunOptions.millis(options.prepareSeconds)), 0, 0);
            List<Long> backends = store.pids().subList(0, BACKENDS);
            long before = Memory.residentBytes(backends);
            new Load(store, space, options.callers).fill(KEYS_PREPARED);
            long grown = Memory.residentBytes(backends) - before;
            Memory filled = Memory.of(backends);
            table.add(List.of("key and value in a cluster, each replica", words(headers), "-",
                    each(filled.liveBytes() / BACKENDS) + " with all else", "-",
                    Table.figure((double) grown / (entries - KEYS_PREPARED) / BACKENDS)));
        }
    }

    private String heap(int bytesPerEntry) {
        return "-Xmx" + (HEAP_MEGABYTES_MIN + (long) entries * bytesPerEntry / 1_000_000) + "m";
    }

    private String each(long bytes) {
        return Table.figure((double) bytes / entries);
    }

    private static String words(String headers) {
        return headers.equals(COMPACT) ? "compact" : "plain";
    }

    private int report() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("on " + Instant.now().truncatedTo(ChronoUnit.MINUTES) + ": "
                + String.join("; ", Host.description()));
        lines.add(entries + " entries over " + BINS + " bins, values of " + valueBytes
                + " bytes, keys of about 10");
        lines.addAll(table.lines());
        Path file = options.out().resolve("memory.txt");
        Files.createDirectories(options.out());
        Files.write(file, lines);
        System.out.println();
        lines.forEach(System.out::println);
        System.out.println("written: " + file);
        return 0;
    }
}
