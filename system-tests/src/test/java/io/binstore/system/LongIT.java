package io.binstore.system;

import io.binstore.launcher.cluster.Name;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kills for minutes, drawn from a seed; with {@code -Dbinstore.long=true}. */
@ExtendWith(SharedCluster.class)
@EnabledIfSystemProperty(named = "binstore.long", matches = "true")
class LongIT {

    private static final Duration LENGTH =
            Duration.ofMinutes(Long.getLong("binstore.long.minutes", 10));

    @Test
    void losesNothingUnderManyKills(TestCluster cluster) {
        long seed = Long.getLong("binstore.long.seed", System.nanoTime());
        Random random = new Random(seed);
        cluster.with(4);
        long started = System.nanoTime();
        try (Story story = Story.under(cluster, "many kills, seed " + seed)) {
            while (System.nanoTime() - started < LENGTH.toNanos()) {
                List<Name> backends = cluster.backends();
                Name victim = random.nextInt(4) == 0 ? cluster.lead()
                        : backends.get(random.nextInt(backends.size()));
                story.phase("kill -9 of " + victim);
                cluster.kill(victim);
                story.goOn(random.nextInt(1_000));
                if (random.nextBoolean()) {
                    cluster.awaitComplete();
                }
                story.phase(victim + " restarts");
                cluster.start(victim).awaitComplete();
            }
            story.mustHaveLostNothing();
        }
    }
}
