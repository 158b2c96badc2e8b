package io.binstore.bed.proxy;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/**
 * Decides what is done to which request; nothing unless told so.
 *
 * <p>
 * Only to batches of operations and to messages between processes: observers are left in peace.
 */
public final class Mischief {

    private final Random random;
    private final Map<Treatment, Long> requests = new EnumMap<>(Treatment.class);
    private final Map<Treatment, Long> frames = new EnumMap<>(Treatment.class);
    private Treatment kind = Treatment.PASS;
    private int percent;
    private int holdMillis;

    public Mischief(long seed) {
        random = new Random(seed);
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

    /** What is done to an HTTP request. */
    synchronized Treatment next(String path) {
        return path.equals("/v1/ops") || path.startsWith("/internal/") ? draw(requests)
                : Treatment.PASS;
    }

    /** What is done to a frame: in frames speak only SDKs and backends. */
    synchronized Treatment nextFrame() {
        return draw(frames);
    }

    private Treatment draw(Map<Treatment, Long> counts) {
        Treatment treatment = random.nextInt(100) < percent ? kind : Treatment.PASS;
        counts.merge(treatment, 1L, Long::sum);
        return treatment;
    }

    /** For how long a request is held, more or less. */
    synchronized int holdMillis() {
        return holdMillis / 2 + random.nextInt(holdMillis);
    }

    /** How many HTTP requests have been treated so. */
    public synchronized long requests(Treatment treatment) {
        return requests.getOrDefault(treatment, 0L);
    }

    /** How many frames have been treated so. */
    public synchronized long frames(Treatment treatment) {
        return frames.getOrDefault(treatment, 0L);
    }
}
