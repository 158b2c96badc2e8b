package io.binstore.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.binstore.client.BinStoreClient;
import io.binstore.launcher.Text;
import io.binstore.launcher.load.Checker;
import io.binstore.launcher.load.Expectation;
import io.binstore.launcher.load.Findings;
import io.binstore.launcher.load.JavaWeb;
import io.binstore.launcher.load.Load;
import io.binstore.launcher.load.Question;
import io.binstore.launcher.load.SdkSource;
import io.binstore.launcher.load.SdkStore;
import io.binstore.launcher.load.Waits;
import io.binstore.launcher.load.WebStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A steady load under which things happen, and the judgement in the end: no call failed, nothing lost, nothing twice. */
final class Story implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int CALM_CALLS = 200;

    private final String title;
    private final TestCluster cluster;
    private final BinStoreClient client;
    private final Load load;
    private final long lostBefore;

    private Story(String title, TestCluster cluster, Load.Plan plan) {
        this.title = title;
        this.cluster = cluster;
        lostBefore = cluster.state().lostPartitions();
        client = cluster.client();
        load = Load.start(plan, new SdkStore(client));
    }

    /** Begins a load; goes on when it runs. */
    static Story under(TestCluster cluster, String title) {
        return under(cluster, title,
                new Load.Plan("story " + NUMBER.incrementAndGet(), 16, 4, 2, Duration.ofMillis(8)));
    }

    static Story under(TestCluster cluster, String title, Load.Plan plan) {
        Story story = new Story(title, cluster, plan);
        story.goOn(CALM_CALLS);
        return story;
    }

    /** The first of the bins that the load works on. */
    String bin() {
        return load.bins().getFirst();
    }

    /** From now on waits are counted under this name. */
    Waits.Phase phase(String name) {
        return load.waits().begin(name);
    }

    /** Waits until this many more calls are answered. */
    void goOn(long calls) {
        long target = load.waits().calls() + calls;
        await().atMost(Duration.ofSeconds(90)).until(() -> load.waits().calls() >= target);
    }

    /** Ends the load and judges. */
    void mustHaveLostNothing() {
        load.close();
        StringBuilder report = new StringBuilder(
                "[story] " + title + ": " + load.writes() + " writes, longest wait "
                        + Text.seconds(load.waits().longest()));
        for (Waits.Phase phase : load.waits().phases()) {
            report.append("\n[story]     ").append(phase.name()).append(": ").append(phase.calls())
                    .append(" calls, longest wait ").append(Text.seconds(phase.longest()));
        }
        System.out.println(report);

        Map<Question, Expectation> expected = load.expected();
        Findings findings = new Findings();
        long compared = 0;
        try (BinStoreClient fresh = cluster.client()) {
            compared += Checker.check(expected, new SdkSource("a new client", fresh), findings);
        }
        for (var backend : cluster.backends()) {
            compared += Checker.check(expected,
                    new WebStore(new JavaWeb(), cluster.address(backend)), findings);
        }
        assertThat(load.findings().examples()).as("seen by the load in: %s", title).isEmpty();
        assertThat(findings.examples()).as("found when reading back: %s", title).isEmpty();
        assertThat(compared).as("what was compared").isGreaterThanOrEqualTo(load.writes() / 2);
        assertThat(cluster.state().lostPartitions()).as("lost partitions").isEqualTo(lostBefore);
    }

    @Override
    public void close() {
        // In this order, so that nothing waits when the story has failed already.
        client.close();
        load.close();
    }
}
