package io.binstore.bench;

import io.binstore.bench.host.CpuMeter;
import io.binstore.bench.host.Host;
import io.binstore.bench.host.Memory;
import io.binstore.bench.load.Load;
import io.binstore.bench.load.LoadSettings;
import io.binstore.bench.load.Measurement;
import io.binstore.bench.load.Outcome;
import io.binstore.bench.load.Workload;
import io.binstore.bench.report.Footprint;
import io.binstore.bench.report.Html;
import io.binstore.bench.report.Summary;
import io.binstore.bench.report.Tables;
import io.binstore.bench.run.RunOptions;
import io.binstore.bench.run.Stage;
import io.binstore.bench.store.KeySpace;
import io.binstore.bench.store.Place;
import io.binstore.bench.store.Store;
import io.binstore.launcher.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A whole run: stores come up, take turns under load, and are compared. */
final class Comparison implements AutoCloseable {

    private static final long IDLE_SECONDS = 3;
    private static final double HALF = 0.5;

    private final Options options;
    private final List<Workload> workloads;
    private final KeySpace space;
    private final Path out;
    private final Place place;
    private final Stage stage = new Stage();
    private final List<Contender> contenders = new ArrayList<>();
    private final List<Measurement> measurements = new ArrayList<>();

    /** A store in the run, and what is known of it. */
    private static final class Contender {
        private final Store store;
        private final Load load;
        private final CpuMeter meter;
        private final Memory empty;
        private final Memory filled;
        private double idleMillisPerSecond;

        Contender(Store store, Load load) throws InterruptedException {
            this.store = store;
            this.load = load;
            this.meter = new CpuMeter(store.pids());
            this.empty = Memory.of(store.pids());
            load.fill();
            this.filled = Memory.of(store.pids());
        }

        Footprint footprint(int keys) {
            return new Footprint(store.name(), store.pids().size(), keys, empty, filled,
                    Memory.of(store.pids()), idleMillisPerSecond);
        }
    }

    Comparison(Options options, List<Workload> workloads) {
        this.options = options;
        this.workloads = workloads;
        this.space = new KeySpace(options.keys, options.bins, options.valueBytes);
        this.out = options.run.out();
        this.place = options.run.place();
    }

    /** @return whether no call failed */
    boolean run() throws IOException, InterruptedException {
        for (Store store : Stores.named(options, space, place, this::say)) {
            start(store);
        }
        for (Contender contender : contenders) {
            prepare(contender);
        }
        measureIdle();
        Profiler profiler = new Profiler(out);
        if (options.profile) {
            for (Contender contender : contenders) {
                if (contender.store.name().equals(Tables.OWN)) {
                    profiler.start(Tables.OWN, contender.store.pids());
                }
            }
            profiler.start("driver", List.of(ProcessHandle.current().pid()));
        }
        for (int round = 1; round <= options.rounds; round++) {
            say("round " + round + " of " + options.rounds + ", load average " + Host.load());
            for (Workload workload : workloads) {
                measure(workload, round);
            }
        }
        // Before the heaps are looked at, which collects garbage.
        report(profiler.stop());
        return measurements.stream().allMatch(measurement -> measurement.outcome().errors() == 0);
    }

    private void start(Store store) throws InterruptedException {
        say("starting " + store.name());
        stage.start(store);
        Load load = new Load(store, space, Math.max(options.run.callers, options.batchCallers));
        contenders.add(new Contender(store, load));
    }

    /** Under all workloads in turn, for the JVMs on both sides to compile what they need. */
    private void prepare(Contender contender) throws InterruptedException {
        say("preparing " + contender.store.name());
        long millis = RunOptions.millis(options.run.prepareSeconds) / workloads.size();
        for (Workload workload : workloads) {
            contender.load.run(workload, options.load().lasting(0, millis), 0, 0);
        }
    }

    private void measureIdle() throws InterruptedException {
        Map<Contender, CpuMeter.Reading> before = new LinkedHashMap<>();
        contenders.forEach(contender -> before.put(contender, contender.meter.read()));
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        before.forEach((contender, reading) -> contender.idleMillisPerSecond =
                contender.meter.read().since(reading).serverNanos() / 1e6 / IDLE_SECONDS);
    }

    private void measure(Workload workload, int round) throws InterruptedException {
        List<Contender> order = new ArrayList<>(contenders);
        // Another one begins each time.
        Collections.rotate(order, round - 1);
        for (Contender contender : order) {
            double rate = workload.isAtHalf() ? HALF * peak(contender, round) : 0;
            Measurement measurement =
                    contender.load.run(workload, options.load(), round, rate);
            measurements.add(measurement);
            Outcome outcome = measurement.outcome();
            say(String.format("  %-14s %-10s %12s calls/s %10s us CPU/call  p50 %s ms%s",
                    workload.word(), contender.store.name(),
                    Table.figure(outcome.callsPerSecond()),
                    Table.figure(outcome.cpuMicros()), Table.figure(outcome.percentile(50)),
                    outcome.errors() == 0 ? "" : ", errors: " + outcome.errors()));
        }
    }

    /** The rate of blocking sets in this round; measured now if that has not been done. */
    private double peak(Contender contender, int round) throws InterruptedException {
        for (Measurement measurement : measurements) {
            if (measurement.workload() == Workload.SET && measurement.round() == round
                    && measurement.store().equals(contender.store.name())) {
                return measurement.outcome().callsPerSecond();
            }
        }
        LoadSettings settings = options.load();
        return contender.load.run(Workload.SET, settings, round, 0).outcome()
                .callsPerSecond();
    }

    private void report(List<Path> profiles) throws IOException {
        Summary summary = new Summary(measurements);
        List<Footprint> footprints = contenders.stream()
                .map(contender -> contender.footprint(options.keys)).toList();
        List<String> settings = settings();
        List<String> text = new ArrayList<>(settings);
        for (Table table : List.of(Tables.results(summary), Tables.ratios(summary),
                Tables.footprints(footprints))) {
            text.add("");
            text.addAll(table.lines());
        }
        if (!profiles.isEmpty()) {
            text.add("");
            profiles.forEach(file -> text.add("profile: " + file));
        }
        for (Contender contender : contenders) {
            Throwable error = contender.load.firstError();
            if (error != null) {
                text.add("first error of " + contender.store.name() + ": " + error);
            }
        }
        Files.createDirectories(out);
        Files.write(out.resolve("result.txt"), text);
        Files.write(out.resolve("rounds.csv"), Tables.roundsCsv(summary));
        Files.writeString(out.resolve("result.html"), Html.page(summary, footprints, settings));
        say("");
        text.forEach(this::say);
        say("");
        say("written: result.txt, rounds.csv and result.html in " + out);
    }

    private List<String> settings() {
        List<String> lines = new ArrayList<>();
        lines.add("on " + Instant.now().truncatedTo(ChronoUnit.MINUTES) + ": "
                + String.join("; ", Host.description()) + "; load average at the end "
                + Host.load());
        lines.add(options.keys + " keys over " + options.bins + " bins, values of "
                + options.valueBytes + " bytes, three replicas of everything, all on loopback");
        lines.add(options.run.callers + " blocking callers ("
                + (options.virtual ? "virtual" : "platform") + " threads); batches of "
                + options.batch + " from " + options.batchCallers + " callers");
        lines.add(options.rounds + " rounds, stores taking turns, all up all the time; "
                + options.points.seconds + " s measured after " + options.points.warmUpSeconds
                + " s of the same, and " + options.run.prepareSeconds
                + " s of load on each store before the first round");
        lines.add("CPU: user and system time of the store's servers (/proc/[pid]/stat) and of the"
                + " driver's JVM with its compiler and collector, during the measured seconds,"
                + " divided by the calls answered in them; nothing subtracted");
        lines.add("calls/s and CPU: medians of the rounds; latency: all rounds in one histogram,"
                + " as callers see it, at half of the peak from the moment a call was due; of that,"
                + " driver late is how long the driver slept past it; the driver's"
                + " pauses of its collector are in every latency");
        for (Contender contender : contenders) {
            for (String line : contender.store.description()) {
                lines.add(contender.store.name() + ": " + line);
            }
        }
        return lines;
    }

    private void say(String line) {
        System.out.println(line);
    }

    @Override
    public void close() {
        stage.close();
    }
}
