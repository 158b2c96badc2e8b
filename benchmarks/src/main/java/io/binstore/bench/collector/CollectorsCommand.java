package io.binstore.bench.collector;

import io.binstore.bench.host.Host;
import io.binstore.bench.host.Memory;
import io.binstore.bench.host.PauseLog;
import io.binstore.bench.load.Crew;
import io.binstore.bench.load.Load;
import io.binstore.bench.load.LoadSettings;
import io.binstore.bench.load.Outcome;
import io.binstore.bench.load.Workload;
import io.binstore.bench.run.PointOptions;
import io.binstore.bench.run.RunOptions;
import io.binstore.bench.run.Stage;
import io.binstore.bench.store.BinstoreStore;
import io.binstore.bench.store.KeySpace;
import io.binstore.launcher.cluster.JvmOptions;
import io.binstore.launcher.cluster.Trouble;
import io.binstore.launcher.report.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares collectors by the longest pause that backends make with them under the same load. */
@Command(name = "collectors", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Puts the same sets and the same appends, each at half of the peak rate of"
                + " the first collector, on backends with each collector, and compares their"
                + " longest pauses, latency, processor time and memory.")
public final class CollectorsCommand implements Callable<Integer> {

    private static final int BACKENDS = 3;
    private static final int BINS = 256;
    private static final int VALUE_BYTES = 100;
    private static final double HALF = 0.5;
    private static final List<Workload> WORKLOADS = List.of(Workload.SET, Workload.APPEND);

    @Mixin
    private final RunOptions options = new RunOptions();

    @Mixin
    private final PointOptions points = new PointOptions();

    @Option(names = "--variants", split = ",", paramLabel = "NAME",
            description = "Which of serial, serial-32m, serial-64m, serial-128m, parallel, g1, z,"
                    + " shenandoah; all that the JDK has unless said.")
    private List<String> words = Variant.words();

    @Option(names = "--heap", defaultValue = "-Xms1g -Xmx1g",
            description = "What else the JVMs of backends are told: ${DEFAULT-VALUE}.")
    private String heap = "";

    @Option(names = "--keys", defaultValue = "100000",
            description = "Keys, all with a value: ${DEFAULT-VALUE}.")
    private int keys;

    private final Map<Workload, Double> rates = new EnumMap<>(Workload.class);
    private final Table table = new Table(2,
            List.of("collector", "load", "calls/s", "longest pause ms", "for", "pauses",
                    "all pauses ms", "p50 ms", "p99 ms", "p99.9 ms", "max ms",
                    "driver's pause, max ms", "CPU us/call", "resident MB", "errors"));

    @Override
    public Integer call() throws Exception {
        KeySpace space = new KeySpace(keys, BINS, VALUE_BYTES);
        long errors = 0;
        try (Stage stage = new Stage()) {
            for (Variant variant : variants()) {
                System.out.println(variant.word() + ", load average " + Host.load());
                BinstoreStore store =
                        stage.start(new BinstoreStore(space, options.place(), BACKENDS,
                                JvmOptions.parse(
                                        String.join(" ", heap, variant.options(),
                                                PauseLog.OPTION),
                                        RunOptions.KEEPER_JVM)));
                errors += measure(variant, store, space);
                stage.end(store);
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("on " + Instant.now().truncatedTo(ChronoUnit.MINUTES) + ": "
                + String.join("; ", Host.description()));
        lines.add(options.callers + " callers that are due at fixed moments, " + keys
                + " keys, values of " + VALUE_BYTES + " bytes; backends: " + heap + "; "
                + points.seconds + " s measured after " + options.prepareSeconds + " s");
        lines.add("pauses: safepoints of all backends, whatever they were for");
        lines.addAll(table.lines());
        Path file = options.out().resolve("collectors.txt");
        Files.write(file, lines);
        System.out.println();
        lines.forEach(System.out::println);
        System.out.println("written: " + file);
        return errors == 0 ? 0 : 1;
    }

    private List<Variant> variants() {
        List<Variant> variants = new ArrayList<>();
        for (String word : words) {
            int place = Variant.words().indexOf(word);
            if (place < 0) {
                throw new Trouble("no collector " + word + "; there are "
                        + String.join(", ", Variant.words()));
            }
            Variant variant = Variant.values()[place];
            if (variant.exists()) {
                variants.add(variant);
            } else {
                System.out.println("going on without " + word + ": the JDK does not have it");
            }
        }
        return variants;
    }

    /** @return how many calls failed */
    private long measure(Variant variant, BinstoreStore store, KeySpace space)
            throws InterruptedException {
        Load load = new Load(store, space, options.callers);
        load.fill();
        List<PauseLog> logs = store.pids().stream().limit(BACKENDS)
                .map(pid -> new PauseLog(store.folder(), pid)).toList();
        LoadSettings measured = points.load(options.callers);
        long prepare = RunOptions.millis(options.prepareSeconds / WORKLOADS.size());
        long errors = 0;
        for (Workload workload : WORKLOADS) {
            double peak = load.run(workload, measured.lasting(prepare, measured.measuredMillis()),
                    0, 0).outcome().callsPerSecond();
            double rate = rates.computeIfAbsent(workload, first -> HALF * peak);
            run(store, load, workload, measured.lasting(0, measured.warmUpMillis()), rate);
            logs.forEach(PauseLog::news);
            Outcome outcome = run(store, load, workload,
                    measured.lasting(0, measured.measuredMillis()), rate);
            PauseLog.Pauses pauses = logs.stream().map(PauseLog::news)
                    .reduce(PauseLog.Pauses.NONE, PauseLog.Pauses::and);
            if (workload == Workload.APPEND) {
                load.forgetLists();
            }
            add(variant, workload, outcome, pauses, Memory.residentBytes(store.pids()));
            errors += outcome.errors();
        }
        return errors;
    }

    /** Without what a load cleans up in the end, whose pauses do not belong to it. */
    private static Outcome run(BinstoreStore store, Load load, Workload workload,
            LoadSettings settings, double rate) throws InterruptedException {
        return new Crew(store.pids(), settings).add(load.steps(workload, settings), 1, rate).run()
                .getFirst();
    }

    private void add(Variant variant, Workload workload, Outcome outcome, PauseLog.Pauses pauses,
            long residentBytes) {
        table.add(List.of(variant.word(), workload.word(), Table.figure(outcome.callsPerSecond()),
                Table.figure(pauses.longestMillis()), pauses.longest(),
                Integer.toString(pauses.count()), Table.figure(pauses.allMillis()),
                Table.figure(outcome.percentile(50)), Table.figure(outcome.percentile(99)),
                Table.figure(outcome.percentile(99.9)), Table.figure(outcome.max()),
                Long.toString(outcome.driver().longestPauseMillis()),
                Table.figure(outcome.cpuMicros()), Table.figure(residentBytes / 1e6),
                Long.toString(outcome.errors())));
        System.out.println("  " + table.lines().getLast());
    }
}
