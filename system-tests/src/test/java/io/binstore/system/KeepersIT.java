package io.binstore.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.binstore.client.BinStoreClient;
import io.binstore.launcher.Text;
import io.binstore.launcher.cluster.Name;
import io.binstore.launcher.load.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keepers that are killed while callers work. */
@ExtendWith(SharedCluster.class)
class KeepersIT {

    private static final int FILLER_BINS = 400;
    private static final int FILLER_PER_BIN = 4;
    private static final String FILLER = "0123456789abcdef".repeat(2_048);

    @Test
    void callsGoOnWhileAllKeepersAreDown(TestCluster cluster) {
        cluster.with(3);
        try (Story story = Story.under(cluster, "all keepers are down")) {
            Waits.Phase phase = story.phase("no keeper runs");
            cluster.keepers().forEach(cluster::kill);
            long started = System.nanoTime();
            // Longer than any lease lasts.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> System.nanoTime() - started > Duration.ofSeconds(8).toNanos());
            assertThat(phase.longest()).as("longest wait without keepers")
                    .isLessThan(Duration.ofSeconds(1));
            story.phase("the keepers restart");
            cluster.start(cluster.keepers().toArray(Name[]::new)).awaitComplete();
            story.mustHaveLostNothing();
        }
    }

    @Test
    void finishesAMigrationWhoseLeadIsKilledAndThenASecondBackend(TestCluster cluster) {
        cluster.with(4).awaitSettled();
        fill(cluster);
        try (Story story =
                Story.under(cluster, "lead killed in mid-migration, then a second backend")) {
            Name first = cluster.backends().get(1);
            Name second = cluster.backends().get(2);
            story.phase("kill -9 of " + first + ", copies are made");
            cluster.kill(first);
            await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10))
                    .until(() -> cluster.state().migrating() > 0);
            Name lead = cluster.lead();
            story.phase("kill -9 of the lead, " + lead);
            long killed = System.nanoTime();
            cluster.kill(lead);
            Name next = cluster.lead();
            System.out.println("[story] lead replaced after "
                    + Text.seconds(Duration.ofNanos(System.nanoTime() - killed)));
            assertThat(next).isNotEqualTo(lead);
            story.phase("kill -9 of " + second);
            cluster.kill(second).awaitComplete();
            story.phase("all restart");
            cluster.start(first, second, lead).awaitComplete();
            story.mustHaveLostNothing();
        }
    }

    /** Enough to make copying take a while. */
    private static void fill(TestCluster cluster) {
        try (BinStoreClient client = cluster.client()) {
            List<CompletableFuture<Void>> sets = new ArrayList<>();
            for (int bin = 0; bin < FILLER_BINS; bin++) {
                for (int key = 0; key < FILLER_PER_BIN; key++) {
                    sets.add(client.bin("filler-" + bin).async().set("key-" + key, FILLER));
                }
            }
            sets.forEach(CompletableFuture::join);
        }
    }
}
