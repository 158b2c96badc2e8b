package io.binstore.bench.web;

import io.binstore.bench.host.CpuMeter;
import io.binstore.bench.run.RunOptions;
import io.binstore.bench.store.BinstoreStore;
import io.binstore.bench.store.KeySpace;
import io.binstore.bench.store.Place;
import io.binstore.bench.store.ServerProcess;
import io.binstore.launcher.cluster.Installation;
import io.binstore.launcher.cluster.JvmOptions;
import io.binstore.launcher.cluster.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads one value over plain HTTP, from a replica and from a bare controller, in turns. */
@Command(name = "web", mixinStandardHelpOptions = true, showDefaultValues = true,
        description = "Reads one value as JSON over plain HTTP with keep-alive, from a replica and from a bare MVC"
                + " controller on the same libraries, in turns.")
public final class WebCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int BARE_ABOVE = 550;

    @Option(names = "--connections", defaultValue = "64", description = "Open connections.")
    private int connections;

    @Option(names = "--rounds", defaultValue = "3", description = "How often both are measured.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "5",
            description = "How long a round takes for each.")
    private double seconds;

    @Option(names = "--prepare", defaultValue = "30",
            description = "Seconds of load on each before, for the JVMs' compilers.")
    private double prepareSeconds;

    @Option(names = "--port-base", defaultValue = "27100", description = "The first port.")
    private int portBase;

    @Option(names = "--opts", defaultValue = RunOptions.SERVER_JVM,
            description = "For the JVMs of both.")
    private String options = "";

    /** One round of one of them. */
    private record Round(double perSecond, double serverMicros) {
    }

    @Override
    public Integer call() throws Exception {
        Installation installation = Installation.find();
        Place place = new Place(installation.home(), installation.java(),
                Path.of("target", "bench-web").toAbsolutePath(), portBase);
        KeySpace space = new KeySpace(1, 1, 100);
        try (BinstoreStore store = new BinstoreStore(space, place, 3,
                JvmOptions.parse(options, RunOptions.KEEPER_JVM))) {
            store.start();
            store.caller(0).set(0, space.value(0));
            String path = "/v1/bins/" + space.bin(0) + "/values/" + space.key(0);
            ServerProcess bare = startBare(place);
            try {
                // The other backends and the keeper rest; what they take meanwhile counts too.
                compare(path, store.pids(), List.of(bare.pid()));
            } finally {
                bare.end();
            }
        }
        return 0;
    }

    private ServerProcess startBare(Place place) {
        List<String> command = new ArrayList<>();
        command.add(place.java().toString());
        command.addAll(JvmOptions.parse(options, "").backend());
        Path home = place.home();
        command.addAll(List.of("-cp",
                home.resolve("backend-service/target/backend-service.jar").toString(),
                "-Dloader.path=" + home.resolve("benchmarks/target/classes"),
                "-Dloader.main=" + BareServer.class.getName(),
                "org.springframework.boot.loader.launch.PropertiesLauncher",
                "--server.port=" + (portBase + BARE_ABOVE)));
        ServerProcess bare = ServerProcess.start("bare", place.folder(), command);
        bare.awaitLogged("Started BareServer", PATIENCE);
        return bare;
    }

    private void compare(String path, List<Long> backends, List<Long> bare) throws Exception {
        int barePort = portBase + BARE_ABOVE;
        measure(portBase, path, backends, prepareSeconds);
        measure(barePort, path, bare, prepareSeconds);
        List<Round> ours = new ArrayList<>();
        List<Round> theirs = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            ours.add(measure(portBase, path, backends, seconds));
            theirs.add(measure(barePort, path, bare, seconds));
        }
        Round replica = median(ours);
        Round controller = median(theirs);
        System.out.printf(Locale.ROOT,
                "%d connections, %d rounds of %.1f s after %.0f s; servers: %s%n"
                        + "replica          %8.0f reads/s  %6.1f us of the servers' processors each%n"
                        + "bare controller  %8.0f reads/s  %6.1f us%n"
                        + "replica against bare controller: %.2f of its reads/s, %.2f of its processor time%n",
                connections, rounds, seconds, prepareSeconds, options, replica.perSecond,
                replica.serverMicros, controller.perSecond, controller.serverMicros,
                replica.perSecond / controller.perSecond,
                replica.serverMicros / controller.serverMicros);
    }

    private static Round median(List<Round> rounds) {
        return new Round(median(rounds.stream().mapToDouble(Round::perSecond).toArray()),
                median(rounds.stream().mapToDouble(Round::serverMicros).toArray()));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle]
                : (values[middle - 1] + values[middle]) / 2;
    }

    private Round measure(int port, String path, List<Long> pids, double forSeconds)
            throws InterruptedException {
        List<KeepAliveCaller> callers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            KeepAliveCaller caller = new KeepAliveCaller(port, path);
            callers.add(caller);
            threads.add(Thread.ofPlatform().daemon().start(caller));
        }
        CpuMeter meter = new CpuMeter(pids);
        long startNanos = System.nanoTime();
        CpuMeter.Reading before = meter.read();
        Thread.sleep(Math.round(forSeconds * 1_000));
        CpuMeter.Reading used = meter.read().since(before);
        double took = (System.nanoTime() - startNanos) / 1e9;
        callers.forEach(KeepAliveCaller::end);
        for (Thread thread : threads) {
            thread.join();
        }
        long answers = 0;
        for (KeepAliveCaller caller : callers) {
            if (caller.failure() != null) {
                throw new Trouble("a call failed: " + caller.failure().getMessage());
            }
            answers += caller.answers();
        }
        return new Round(answers / took, used.serverNanos() / 1e3 / answers);
    }
}
