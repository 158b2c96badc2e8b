package io.binstore.launcher.demo;

import io.binstore.client.Bin;
import io.binstore.client.BinStoreClient;
import io.binstore.launcher.load.Fault;
import io.binstore.launcher.load.Findings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/** Dead weight for the backends to carry, so that a demo shows how long copies take at a volume. */
public final class Ballast {

    private static final int VALUE_BYTES_DEFAULT = 10_000;
    private static final int BINS = 512;
    private static final int IN_FLIGHT_MAX = 64;

    private final BinStoreClient client;
    private final Findings findings;
    private final int values;
    private final int valueBytes;

    /** @param megabytes 10^6 bytes of values, spread evenly over {@value #BINS} bins */
    public Ballast(BinStoreClient client, Findings findings, int megabytes) {
        this(client, findings, megabytes, VALUE_BYTES_DEFAULT);
    }

    /** @param valueBytes the length of each value */
    public Ballast(BinStoreClient client, Findings findings, int megabytes, int valueBytes) {
        this.client = client;
        this.findings = findings;
        this.valueBytes = valueBytes;
        this.values = (int) (megabytes * 1_000_000L / valueBytes);
    }

    /** @return how many writes were acknowledged */
    public long load() {
        return all(Fault.FAILED_CALL, this::store);
    }

    /** Reads everything back. @return how many values are as they were written */
    public long check() {
        return all(Fault.LOST, this::isThere);
    }

    private CompletableFuture<Boolean> store(int number) {
        return bin(number).async().set(key(number), value(number)).thenApply(nothing -> true);
    }

    private CompletableFuture<Boolean> isThere(int number) {
        return bin(number).async().get(key(number))
                .thenApply(found -> found.filter(value(number)::equals).isPresent());
    }

    private long all(Fault fault, IntFunction<CompletableFuture<Boolean>> call) {
        Semaphore places = new Semaphore(IN_FLIGHT_MAX);
        AtomicLong good = new AtomicLong();
        for (int number = 0; number < values; number++) {
            int own = number;
            places.acquireUninterruptibly();
            call.apply(number).whenComplete((right, error) -> {
                if (error == null && right) {
                    good.incrementAndGet();
                } else {
                    findings.add(fault, "ballast " + own
                            + (error instanceof CompletionException e ? ": " + e.getCause() : ""));
                }
                places.release();
            });
        }
        places.acquireUninterruptibly(IN_FLIGHT_MAX);
        return good.get();
    }

    private Bin bin(int number) {
        return client.bin("ballast-" + number % BINS);
    }

    private static String key(int number) {
        return "value-" + number;
    }

    private String value(int number) {
        return (number + ":").repeat(valueBytes).substring(0, valueBytes);
    }
}
