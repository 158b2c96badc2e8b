package io.binstore.bed.fault;

import io.binstore.launcher.cluster.Name;
import java.util.List;

/** What happens to keepers; callers should not notice. */
final class KeeperFaults {

    private KeeperFaults() {
    }

    static void killLead(Ground ground, Episode episode) {
        Name lead = ground.lead();
        episode.hits(lead, "");
        episode.struck();
        ground.cluster().kill(lead);
        episode.bite(ground.cluster().find(lead) == null, "its process is gone");
        if (!ground.keepers().isEmpty()) {
            episode.bite(!ground.lead().equals(lead), "another keeper leads");
        }
        ground.hold(ground.tempo().holdMillis());
        episode.healed();
        ground.cluster().start(lead);
    }

    static void pauseLead(Ground ground, Episode episode) {
        Name lead = ground.lead();
        episode.hits(lead, "");
        episode.struck();
        ground.cluster().pause(lead);
        try {
            ground.hold(ground.tempo().holdMillis());
            episode.bite(ground.process(lead).isPaused(), "it stood still to the end");
            if (ground.keepers().size() > 1) {
                episode.bite(!ground.lead().equals(lead), "another keeper leads");
            }
        } finally {
            ground.cluster().resume(lead);
        }
        episode.healed();
    }

    static void none(Ground ground, Episode episode) {
        List<Name> keepers = ground.keepers();
        episode.hits("all keepers");
        episode.struck();
        keepers.forEach(ground.cluster()::kill);
        ground.hold(ground.tempo().keeperlessMillis());
        episode.bite(!ground.keepersAnswer(), "no keeper answers");
        episode.healed();
        ground.cluster().start(keepers);
    }
}
