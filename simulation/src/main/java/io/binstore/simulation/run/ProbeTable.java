package io.binstore.simulation.run;

import io.binstore.backend.core.BackendProbe;
import io.binstore.client.core.ClientProbe;
import io.binstore.keeper.core.KeeperProbe;
import io.binstore.protocol.runtime.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** All named places of the three cores, each with how many runs reached it. */
public final class ProbeTable {

    private final Tally tally;

    public ProbeTable(Tally tally) {
        this.tally = tally;
    }

    /** Every named place there is. */
    public static List<Probe> all() {
        List<Probe> all = new ArrayList<>(List.of(BackendProbe.values()));
        all.addAll(List.of(KeeperProbe.values()));
        all.addAll(List.of(ClientProbe.values()));
        return all;
    }

    /** Those that no run reached. */
    public List<Probe> missed() {
        return all().stream().filter(probe -> tally.runsThatHit(probe) == 0).toList();
    }

    /** Core by core in the order of their declaration, then what was missed. */
    public List<String> lines() {
        Stream<String> hits = all().stream().map(probe -> String.format(Locale.ROOT,
                "%8d  %s: %s", tally.runsThatHit(probe), core(probe), probe.text()));
        List<Probe> missed = missed();
        Stream<String> sum = Stream.of(String.format(Locale.ROOT, "%d probes, %d never reached%s",
                all().size(), missed.size(), missed.isEmpty() ? "" : ": " + missed));
        return Stream.concat(hits, sum).toList();
    }

    private static String core(Probe probe) {
        return switch (probe) {
            case BackendProbe backend -> "backend";
            case KeeperProbe keeper -> "keeper";
            case ClientProbe client -> "client";
            default -> "other";
        };
    }
}
