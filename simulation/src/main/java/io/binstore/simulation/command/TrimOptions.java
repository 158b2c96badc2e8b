package io.binstore.simulation.command;

import io.binstore.simulation.fault.FaultKind;
import io.binstore.simulation.run.Ranges;
import io.binstore.simulation.run.Trim;
import io.binstore.simulation.run.Trim.Size;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that leave something out of a run; {@code shrink} prints them. */
public final class TrimOptions {

    @Option(names = "--without-strikes", paramLabel = "<numbers>",
            description = "faults that do not happen, such as 0-7,12")
    private @Nullable String strikes;

    @Option(names = "--without", split = ",", paramLabel = "<kind>",
            description = "kinds of faults that are off: ${COMPLETION-CANDIDATES}")
    private List<FaultKind> kinds = List.of();

    @Option(names = "--seconds", description = "how long faults last, at most")
    private @Nullable Integer seconds;

    @Option(names = "--backends", description = "how many backends, at most")
    private @Nullable Integer backends;

    @Option(names = "--keepers", description = "how many keepers, at most")
    private @Nullable Integer keepers;

    @Option(names = "--clients", description = "how many clients, at most")
    private @Nullable Integer clients;

    @Option(names = "--partitions", description = "how many partitions, at most; a power of two")
    private @Nullable Integer partitions;

    @Option(names = "--calls", description = "how many calls, at most")
    private @Nullable Integer calls;

    @Option(names = "--bins", description = "how many bins, at most")
    private @Nullable Integer bins;

    @Option(names = "--keys", description = "how many keys, at most")
    private @Nullable Integer keys;

    /** What was asked to be left out. */
    public Trim trim() {
        Trim trim = Trim.NONE;
        if (strikes != null) {
            trim = trim.withoutStrikes(new TreeSet<>(Ranges.parse(strikes)));
        }
        for (FaultKind kind : kinds) {
            trim = trim.without(kind);
        }
        for (Size size : Size.values()) {
            Integer most = most(size);
            trim = most == null ? trim : trim.atMost(size, most);
        }
        return trim;
    }

    private @Nullable Integer most(Size size) {
        return switch (size) {
            case SECONDS -> seconds;
            case BACKENDS -> backends;
            case KEEPERS -> keepers;
            case CLIENTS -> clients;
            case PARTITIONS -> partitions;
            case CALLS -> calls;
            case BINS -> bins;
            case KEYS -> keys;
        };
    }
}
