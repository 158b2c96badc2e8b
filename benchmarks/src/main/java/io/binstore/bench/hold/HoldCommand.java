package io.binstore.bench.hold;

import io.binstore.bench.host.Host;
import io.binstore.bench.host.Memory;
import io.binstore.bench.host.PauseLog;
import io.binstore.bench.load.Crew;
import io.binstore.bench.load.Load;
import io.binstore.bench.load.LoadSettings;
import io.binstore.bench.load.Outcome;
import io.binstore.bench.load.Step;
import io.binstore.bench.load.Workload;
import io.binstore.bench.run.RunOptions;
import io.binstore.bench.run.Stage;
import io.binstore.bench.store.BinstoreStore;
import io.binstore.bench.store.KeySpace;
import io.binstore.launcher.cluster.JvmOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds the highest load that callers can make, and looks for errors and for memory that grows. */
@Command(name = "hold", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Gets and sets, half each, by callers that never rest, and lists that grow"
                + " and are emptied; the exit code is 0 only if no call failed and no process took"
                + " more than 5 % more memory in the last third than in the middle one.")
public final class HoldCommand implements Callable<Integer> {

    private static final int BACKENDS = 3;
    private static final int BINS = 256;
    private static final int VALUE_BYTES = 100;
    private static final int LISTS = 4;
    private static final double SECONDS_PER_MINUTE = 60;

    @Mixin
    private final RunOptions options = new RunOptions();

    @Option(names = "--minutes", defaultValue = "10",
            description = "How long the load is held: ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(names = "--every", defaultValue = "30",
            description = "Seconds from one line to the next: ${DEFAULT-VALUE}.")
    private double everySeconds;

    @Option(names = "--keys", defaultValue = "100000",
            description = "Keys, all with a value: ${DEFAULT-VALUE}.")
    private int keys;

    @Option(names = "--backend-opts", defaultValue = RunOptions.SERVER_JVM,
            description = "For the JVMs of backends: ${DEFAULT-VALUE}.")
    private String backendOptions = RunOptions.SERVER_JVM;

    @Override
    public Integer call() throws Exception {
        KeySpace space = new KeySpace(keys, BINS, VALUE_BYTES);
        try (Stage stage = new Stage()) {
            BinstoreStore store = stage.start(new BinstoreStore(space, options.place(), BACKENDS,
                    JvmOptions.parse(backendOptions + " " + PauseLog.OPTION,
                            RunOptions.KEEPER_JVM)));
            List<Long> pids = store.pids();
            Load load = new Load(store, space, options.callers);
            load.fill();
            load.run(Workload.MIX, LoadSettings.blocking(options.callers, 0,
                    RunOptions.millis(options.prepareSeconds)), 0, 0);
            List<String> processes = new ArrayList<>();
            for (int i = 0; i < BACKENDS; i++) {
                processes.add("backend " + i);
            }
            processes.add("keeper");
            Held held = new Held(processes);
            @Nullable
            Throwable error = hold(store, pids, load, space, held);
            return report(held, error);
        }
    }

    /** @return the first error, or null */
    private @Nullable Throwable hold(BinstoreStore store, List<Long> pids, Load load,
            KeySpace space,
            Held held) throws InterruptedException {
        List<PauseLog> logs = pids.stream().limit(BACKENDS)
                .map(pid -> new PauseLog(store.folder(), pid)).toList();
        logs.forEach(PauseLog::news);
        LoadSettings settings = LoadSettings.blocking(options.callers, 0,
                RunOptions.millis(everySeconds));
        List<Step> values = load.steps(Workload.MIX, settings);
        List<Step> lists = new ArrayList<>();
        for (int i = 0; i < LISTS; i++) {
            lists.add(new ListTurn(store.caller(i), i, space.value(0)));
        }
        @Nullable
        Throwable error = null;
        int intervals = (int) Math.round(minutes * SECONDS_PER_MINUTE / everySeconds);
        for (int i = 1; i <= intervals; i++) {
            List<Outcome> outcomes =
                    new Crew(pids, settings).add(values, 1, 0).add(lists, 1, 0).run();
            for (Outcome outcome : outcomes) {
                error = error == null ? outcome.firstError() : error;
            }
            held.add(new Held.Interval(i * everySeconds / SECONDS_PER_MINUTE, outcomes.get(0),
                    outcomes.get(1),
                    logs.stream().map(PauseLog::news).reduce(PauseLog.Pauses.NONE,
                            PauseLog.Pauses::and),
                    pids.stream().map(pid -> Memory.residentBytes(List.of(pid))).toList()));
            List<String> lines = held.table().lines();
            if (i == 1) {
                System.out.println(lines.getFirst());
            }
            System.out.println(lines.getLast());
        }
        return error;
    }

    private int report(Held held, @Nullable Throwable error) throws IOException {
        List<String> complaints = held.complaints();
        List<String> lines = new ArrayList<>();
        lines.add("on " + Instant.now().truncatedTo(ChronoUnit.MINUTES) + ": "
                + String.join("; ", Host.description()) + "; load average at the end "
                + Host.load());
        lines.add(options.callers + " callers get and set, " + LISTS + " append and empty; " + keys
                + " keys, values of " + VALUE_BYTES + " bytes; backends: " + backendOptions);
        lines.addAll(held.table().lines());
        lines.add("memory, last third against middle third: " + held.growths());
        if (error != null) {
            lines.add("first error: " + error);
        }
        lines.add(complaints.isEmpty() ? "held: no error, no growing memory"
                : "NOT held: " + String.join("; ", complaints));
        Path file = options.out().resolve("hold.txt");
        Files.write(file, lines);
        System.out.println();
        lines.stream().skip(2 + held.table().rows().size()).forEach(System.out::println);
        System.out.println("written: " + file);
        return complaints.isEmpty() ? 0 : 1;
    }
}
