package io.binstore.system;

import static io.binstore.launcher.cluster.Name.backend;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cluster that begins with one backend. */
@ExtendWith(SharedCluster.class)
class GrowthIT {

    @Test
    void growsFromOneToFiveUnderLoadAndSurvivesTheLossOfTheOriginal(TestCluster cluster) {
        cluster.fresh(1);
        try (Story story =
                Story.under(cluster, "from 1 backend to 5, then the original is killed")) {
            for (int i = 1; i < 5; i++) {
                story.phase(backend(i) + " joins");
                cluster.start(backend(i)).awaitSettled();
            }
            story.phase("kill -9 of the original");
            cluster.kill(backend(0)).awaitComplete();
            story.mustHaveLostNothing();
        }
    }
}
