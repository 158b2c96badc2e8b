package io.binstore.bed.fault;

import io.binstore.bed.host.CpuQuota;
import io.binstore.launcher.cluster.Name;
import io.binstore.launcher.cluster.Observer;
import io.binstore.launcher.cluster.Wait;
import java.time.Duration;
import java.util.List;

/** What happens to a backend, or to two at once: it dies, stops, starts anew, stands still, or crawls. */
final class ProcessFaults {

    private static final int QUOTA_PERCENT = 12;
    private static final Duration START_PATIENCE = Duration.ofSeconds(90);

    private ProcessFaults() {
    }

    static void kill(Ground ground, Episode episode) {
        Name victim = draw(ground, episode);
        episode.struck();
        ground.cluster().kill(victim);
        stayAway(ground, episode, List.of(victim));
    }

    /** One complete copy of each partition is left where two of three were with these. */
    static void killPair(Ground ground, Episode episode) {
        List<Name> victims = ground.backends().stream().limit(2).toList();
        victims.forEach(each -> episode.hits(each, ground.incarnation(each)));
        episode.struck();
        ground.cluster().kill(victims);
        stayAway(ground, episode, victims);
    }

    static void term(Ground ground, Episode episode) {
        Name victim = draw(ground, episode);
        episode.struck();
        ground.cluster().stop(victim);
        stayAway(ground, episode, List.of(victim));
    }

    /** A rolling upgrade: each backend is stopped and started, and the next goes when all is whole again. */
    static void roll(Ground ground, Episode episode) {
        episode.hits("all backends, one by one");
        episode.struck();
        for (Name each : ground.backends()) {
            ground.cluster().stop(each);
            episode.bite(ground.cluster().find(each) == null, each + " is gone");
            ground.awaitComplete();
            ground.cluster().start(each);
            ground.awaitSettled();
        }
        episode.healed();
    }

    /** The others become whole without them; a decent time after they left they come back. */
    static void stayAway(Ground ground, Episode episode, List<Name> victims) {
        long left = System.nanoTime();
        episode.bite(victims.stream().allMatch(each -> ground.cluster().find(each) == null),
                victims.size() == 1 ? "its process is gone" : "their processes are gone");
        ground.awaitComplete();
        long awayMillis = (System.nanoTime() - left) / 1_000_000;
        ground.hold(Math.max(0, ground.tempo().paceMillis() - awayMillis));
        episode.healed();
        ground.cluster().start(victims);
    }

    /** The keepers look away meanwhile: a JVM takes longer to start than a poll to come round. */
    static void restart(Ground ground, Episode episode) {
        Name victim = draw(ground, episode);
        String before = ground.incarnation(victim);
        ground.keepers().forEach(ground.cluster()::pause);
        try {
            episode.struck();
            ground.cluster().kill(victim);
            ground.cluster().start(victim);
            Observer observer = new Observer(ground.cluster());
            episode.bite(Wait.atMost(START_PATIENCE).until(() -> observer.answers(victim)),
                    "it answers again before any keeper looks");
        } finally {
            ground.keepers().forEach(ground.cluster()::resume);
        }
        episode.healed();
        ground.awaitComplete();
        episode.bite(!ground.incarnation(victim).equals(before), "it is another incarnation");
    }

    static void pause(Ground ground, Episode episode) {
        Name victim = draw(ground, episode);
        episode.struck();
        ground.cluster().pause(victim);
        try {
            ground.hold(ground.tempo().holdMillis());
            episode.bite(ground.process(victim).isPaused(), "it stood still to the end");
        } finally {
            ground.cluster().resume(victim);
        }
        episode.healed();
    }

    static void quota(Ground ground, Episode episode) {
        Name victim = draw(ground, episode);
        long pid = ground.process(victim).pid();
        episode.struck();
        try (CpuQuota quota = CpuQuota.of(pid, QUOTA_PERCENT)) {
            ground.hold(ground.tempo().holdMillis());
            episode.bite(quota.bit(),
                    "it was held to " + QUOTA_PERCENT + " % of a processor (" + quota.means()
                            + ")");
        }
        episode.healed();
    }

    static Name draw(Ground ground, Episode episode) {
        Name victim = ground.backends().getFirst();
        episode.hits(victim, ground.incarnation(victim));
        return victim;
    }
}
