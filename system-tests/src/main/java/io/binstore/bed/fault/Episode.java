package io.binstore.bed.fault;

import io.binstore.launcher.cluster.ClusterState;
import io.binstore.launcher.cluster.Name;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One fault of a run: what it was, when it was done and undone, and what shows that it hurt. */
public final class Episode {

    private static final double NANOS_PER_MILLI = 1e6;

    private final String fault;
    private final List<String> bites = new ArrayList<>();
    private final List<String> misses = new ArrayList<>();
    private String victim = "";
    private @Nullable Name backend;
    private String incarnation = "";
    private long struckNanos;
    private long healedNanos;
    private long completeNanos;
    private long settledNanos;
    private @Nullable Recovery recovery;
    private @Nullable Refill refill;

    Episode(String fault) {
        this.fault = fault;
    }

    /**
     * How long the cluster took, in ms since the fault struck; negative where it is not known or does not apply.
     *
     * @param noticed until keepers no longer showed the victim as it was
     * @param viewChanged until there was another view
     * @param redundant until every partition had all the copies that were possible then
     */
    public record Recovery(double noticed, double viewChanged, double redundant) {
    }

    /**
     * How a backend that came back was filled, as the keepers' polls show it, so to about a second.
     *
     * @param bytes what it held in the end
     */
    public record Refill(long bytes, double seconds) {

        /** In 10^6 bytes a second. */
        public double megabytesPerSecond() {
            return bytes / 1e6 / seconds;
        }
    }

    /** Says who it hits; for a backend, in which incarnation. Of several the first is watched. */
    void hits(Name name, String itsIncarnation) {
        victim = victim.isEmpty() ? name.toString() : victim + ", " + name;
        if (backend == null && !itsIncarnation.isEmpty()) {
            backend = name;
            incarnation = itsIncarnation;
        }
    }

    void hits(String words) {
        victim = victim.isEmpty() ? words : victim + ", " + words;
    }

    void struck() {
        struckNanos = System.nanoTime();
    }

    void healed() {
        healedNanos = System.nanoTime();
    }

    /** Notes whether the fault did what it was to do. */
    void bite(boolean seen, String what) {
        (seen ? bites : misses).add(what);
    }

    /** The cluster is whole again. */
    void complete(Watch watch) {
        completeNanos = System.nanoTime();
        recovery = recovery(watch.at(struckNanos), watch.between(struckNanos, completeNanos));
    }

    /** Nothing moves any more. */
    void settled(Watch watch) {
        settledNanos = System.nanoTime();
        if (backend == null) {
            return;
        }
        long first = 0;
        long last = 0;
        long bytes = 0;
        for (Sighting each : watch.between(healedNanos, settledNanos)) {
            ClusterState.Backend shown =
                    each.state() == null ? null : each.state().backends().get(backend.index());
            if (shown != null && !shown.incarnation().equals(incarnation)) {
                first = shown.learners() > 0 && first == 0 ? each.nanos() : first;
                last = shown.learners() > 0 || shown.bytes() > bytes ? each.nanos() : last;
                bytes = shown.bytes();
            }
        }
        refill = first == 0 || last <= first ? null : new Refill(bytes, (last - first) / 1e9);
    }

    private Recovery recovery(@Nullable Sighting before, List<Sighting> sightings) {
        long epochBefore = before == null ? 0 : before.epoch();
        long termBefore = before == null ? 0 : before.term();
        double noticed = -1;
        double viewChanged = -1;
        double redundant = -1;
        for (Sighting each : sightings) {
            boolean sees = each.state() != null;
            boolean news = backend != null ? sees && !each.shows(backend.index(), incarnation)
                    : sees && each.term() != termBefore;
            if (noticed < 0 && news) {
                noticed = since(each);
            }
            if (viewChanged < 0 && sees && each.epoch() != epochBefore) {
                viewChanged = since(each);
            }
            if (viewChanged >= 0 && redundant < 0 && each.isRedundant()) {
                redundant = since(each);
            }
        }
        return new Recovery(noticed, viewChanged, redundant);
    }

    private double since(Sighting sighting) {
        return (sighting.nanos() - struckNanos) / NANOS_PER_MILLI;
    }

    public String fault() {
        return fault;
    }

    public String victim() {
        return victim;
    }

    public long struckNanos() {
        return struckNanos;
    }

    public long healedNanos() {
        return healedNanos;
    }

    public long completeNanos() {
        return completeNanos;
    }

    public long settledNanos() {
        return settledNanos;
    }

    public @Nullable Recovery recovery() {
        return recovery;
    }

    public @Nullable Refill refill() {
        return refill;
    }

    /** What it was seen to do. */
    public List<String> bites() {
        return bites;
    }

    /** What it was to do and did not. */
    public List<String> misses() {
        return misses;
    }
}
