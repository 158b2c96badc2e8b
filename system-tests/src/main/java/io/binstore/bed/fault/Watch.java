package io.binstore.bed.fault;

import io.binstore.launcher.cluster.ClusterState;
import io.binstore.launcher.cluster.Observer;
import io.binstore.launcher.cluster.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks the keepers again and again what they see, and keeps what changes. */
public final class Watch implements AutoCloseable {

    private static final long LOOK_MILLIS = 50;

    private final Observer observer;
    private final List<Sighting> sightings = new ArrayList<>();
    private final Thread thread = new Thread(this::look, "watch");
    private volatile boolean ended;

    public Watch(Observer observer) {
        this.observer = observer;
        thread.setDaemon(true);
        thread.start();
    }

    private void look() {
        while (!ended) {
            try {
                add(observer.state());
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException | Trouble e) {
                return;
            }
        }
    }

    private synchronized void add(@Nullable ClusterState state) {
        if (sightings.isEmpty() || !Objects.equals(sightings.getLast().state(), state)) {
            sightings.add(new Sighting(System.nanoTime(), state));
        }
    }

    /** What was seen at a moment: the last sighting before it. */
    synchronized @Nullable Sighting at(long nanos) {
        Sighting last = null;
        for (Sighting each : sightings) {
            if (each.nanos() > nanos) {
                break;
            }
            last = each;
        }
        return last;
    }

    /** What changed between two moments. */
    synchronized List<Sighting> between(long fromNanos, long toNanos) {
        return sightings.stream()
                .filter(each -> each.nanos() >= fromNanos && each.nanos() <= toNanos).toList();
    }

    /** How often partitions have lost all their replicas, as the keepers count. */
    public synchronized long lostPartitions() {
        return sightings.stream().map(Sighting::state).filter(Objects::nonNull)
                .mapToLong(ClusterState::lostPartitions).max().orElse(0);
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
    }
}
