package io.binstore.bed.client;

import io.binstore.client.BinStoreClient;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.simulation.history.HistoryWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A process that makes calls until its standard input ends, and writes all of them down. */
public final class BedClient {

    private static final int EXIT_DEFECT = 3;
    private static final int ONLOOKERS = 2;
    private static final Duration ONLOOKER_PATIENCE = Duration.ofMillis(600);
    private static final long ONLOOKER_THINK_NANOS = 50_000_000;

    private final ClientOptions options;
    private final Workload workload;
    private volatile boolean ended;

    private BedClient(ClientOptions options) {
        this.options = options;
        this.workload = new Workload(options);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
            error.printStackTrace();
            Runtime.getRuntime().halt(EXIT_DEFECT);
        });
        new BedClient(ClientOptions.parse(arguments)).run();
    }

    private void run() throws IOException, InterruptedException {
        try (BinStoreClient client = BinStoreClient.builder().backends(options.backends()).build();
                HistoryWriter history = new HistoryWriter(options.file())) {
            SdkCaller caller = new SdkCaller(client);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < options.threads(); i++) {
                Workload.Share share = workload.new Share(i);
                threads.add(Thread.ofPlatform().start(() -> work(share, caller, history)));
            }
            for (int i = 0; i < ONLOOKERS; i++) {
                Random random = new Random(options.seed() * 31 - 1 - i);
                threads.add(Thread.ofPlatform().start(() -> look(random, history)));
            }
            while (System.in.read() >= 0) {
                // Only the end says something.
            }
            ended = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    /**
     * Reads over plain HTTP from backends at random, whatever the newest view says: who still answers though it was
     * removed must be found out. That nobody answers is no failure, since no SDK looks for somebody else.
     */
    private void look(Random random, HistoryWriter history) {
        PlainHttp http = new PlainHttp();
        List<String> backends = options.backends();
        while (!ended) {
            List<Read> all = Workload.everythingOf(ClientOptions.bin(
                    options.generation(System.nanoTime()), random.nextInt(options.bins())));
            Read read = all.get(random.nextInt(all.size()));
            long invoked = System.nanoTime();
            try {
                Result result = http.ask(backends.get(random.nextInt(backends.size())),
                        List.of(read), false, ONLOOKER_PATIENCE).get(0);
                if (!(result instanceof Result.Refused)) {
                    history.returned(history.invoked(read, invoked), result, System.nanoTime());
                }
            } catch (IOException e) {
                // Dead, cut off, or without a lease.
            }
            pause(random.nextLong(2 * ONLOOKER_THINK_NANOS));
        }
    }

    private void work(Workload.Share share, SdkCaller caller, HistoryWriter history) {
        while (!ended) {
            Operation operation = share.next(System.nanoTime());
            if (operation != null) {
                // The clock that all processes of this machine share: CLOCK_MONOTONIC.
                long call = history.invoked(operation, System.nanoTime());
                var result = caller.call(operation);
                history.returned(call, result, System.nanoTime());
            }
            pause(share.thinkNanos());
        }
    }

    private static void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts callers", e);
        }
    }
}
