package io.binstore.bed.proxy;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides what is done to which request; nothing unless told so.
 *
 * <p>
 * Only to batches of operations and to messages between processes: observers are left in peace.
 */
public final class Mischief {

    private final Random random;
    private final Map<Treatment, AtomicLong> counts = new EnumMap<>(Treatment.class);
    private Treatment kind = Treatment.PASS;
    private int percent;
    private int holdMillis;

    public Mischief(long seed) {
        random = new Random(seed);
        for (Treatment each : Treatment.values()) {
            counts.put(each, new AtomicLong());
        }
    }

    /** @param percent of the requests, which are chosen by chance */
    public synchronized void begin(Treatment treatment, int percent, int holdMillis) {
        this.kind = treatment;
        this.percent = percent;
        this.holdMillis = holdMillis;
    }

    public synchronized void end() {
        kind = Treatment.PASS;
    }

    synchronized Treatment next(String path) {
        boolean mine = kind != Treatment.PASS
                && (path.equals("/v1/ops") || path.startsWith("/internal/"));
        Treatment treatment = mine && random.nextInt(100) < percent ? kind : Treatment.PASS;
        count(treatment).incrementAndGet();
        return treatment;
    }

    /** For how long a request is held, more or less. */
    synchronized int holdMillis() {
        return holdMillis / 2 + random.nextInt(holdMillis);
    }

    private AtomicLong count(Treatment treatment) {
        AtomicLong count = counts.get(treatment);
        if (count == null) {
            throw new IllegalStateException("all are there");
        }
        return count;
    }

    /** How many requests have been treated so. */
    public long treated(Treatment treatment) {
        return count(treatment).get();
    }
}
