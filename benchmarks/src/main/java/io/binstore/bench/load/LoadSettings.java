package io.binstore.bench.load;

/**
 * How a workload is run.
 *
 * @param callers blocking callers
 * @param batch calls in a batch
 * @param batchCallers callers that send batches, each one batch at a time
 * @param warmUpMillis before anything is measured
 * @param measuredMillis for which it is measured
 * @param virtual whether callers are virtual threads
 */
public record LoadSettings(int callers, int batch, int batchCallers, long warmUpMillis,
        long measuredMillis, boolean virtual) {

    /** Callers on threads of the platform, without batches. */
    public static LoadSettings blocking(int callers, long warmUp, long measured) {
        return new LoadSettings(callers, 1, 1, warmUp, measured, false);
    }

    /** The same for other durations. */
    public LoadSettings lasting(long warmUp, long measured) {
        return new LoadSettings(callers, batch, batchCallers, warmUp, measured, virtual);
    }
}
