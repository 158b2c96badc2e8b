package io.binstore.launcher;

import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.LogTail;
import io.binstore.launcher.cluster.Name;
import io.binstore.launcher.cluster.Trouble;
import io.binstore.launcher.cluster.Wait;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for a cluster, and says now and then what it still waits for. */
public final class Progress {

    private static final long SAY_EVERY_NANOS = 3_000_000_000L;
    private static final int LOG_LINES = 12;

    private final LocalCluster cluster;
    private final PrintStream out;

    public Progress(LocalCluster cluster, PrintStream out) {
        this.cluster = cluster;
        this.out = out;
    }

    /**
     * Waits until nothing is missing.
     *
     * @param needed processes that must not end meanwhile
     * @param missing what is missing, in a few words, or null
     * @return how long that took
     * @throws Trouble if it takes too long or one of the processes ends
     */
    public Duration await(List<Name> needed, Duration patience,
            Supplier<@Nullable String> missing) {
        long started = System.nanoTime();
        AtomicReference<@Nullable String> last = new AtomicReference<>();
        long[] said = {started};
        boolean there = Wait.atMost(patience).until(() -> {
            last.set(missing.get());
            if (last.get() == null) {
                return true;
            }
            needed.forEach(this::checkRuns);
            if (System.nanoTime() - said[0] > SAY_EVERY_NANOS) {
                said[0] = System.nanoTime();
                out.println("    ... " + last.get());
            }
            return false;
        });
        if (!there) {
            throw new Trouble("after " + Text.seconds(patience) + " still: " + last.get()
                    + "; the logs are in "
                    + cluster.folder().path());
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private void checkRuns(Name name) {
        if (cluster.find(name) == null) {
            throw new Trouble(name + " has ended; the end of its log (" + cluster.folder().log(name)
                    + "):\n"
                    + String.join("\n", LogTail.read(cluster.folder().log(name), LOG_LINES)));
        }
    }
}
