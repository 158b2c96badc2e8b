package io.binstore.bed.client;

import io.binstore.client.BinStoreClient;
import io.binstore.protocol.operation.Operation;
import io.binstore.simulation.history.HistoryWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that makes calls until its standard input ends, and writes all of them down. */
public final class BedClient {

    private static final int EXIT_DEFECT = 3;

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
            while (System.in.read() >= 0) {
                // Only the end says something.
            }
            ended = true;
            for (Thread thread : threads) {
                thread.join();
            }
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
            try {
                TimeUnit.NANOSECONDS.sleep(share.thinkNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
