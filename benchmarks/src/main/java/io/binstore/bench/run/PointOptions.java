package io.binstore.bench.run;

import io.binstore.bench.load.LoadSettings;
import picocli.CommandLine.Option;

/** What can be said on the command line of commands that measure one point after the other. */
public final class PointOptions {

    @Option(names = "--seconds", defaultValue = "4",
            description = "How long each point or workload is measured: ${DEFAULT-VALUE}.")
    public double seconds;

    @Option(names = "--warmup", defaultValue = "2",
            description = "Seconds of the same load before it is measured: ${DEFAULT-VALUE}.")
    public double warmUpSeconds;

    /** So many callers that send no batches. */
    public LoadSettings load(int callers) {
        return LoadSettings.blocking(callers, RunOptions.millis(warmUpSeconds),
                RunOptions.millis(seconds));
    }
}
