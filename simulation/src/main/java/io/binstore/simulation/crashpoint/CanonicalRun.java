package io.binstore.simulation.crashpoint;

import io.binstore.protocol.model.Chain;
import io.binstore.simulation.cluster.Shape;
import io.binstore.simulation.cluster.SimKeeper;
import io.binstore.simulation.world.World;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A script that shows one thing a cluster does; its events begin once the stage is set. */
public enum CanonicalRun {

    /** The head dies under writes; the spare backend takes the free place. */
    WRITE_WITH_FAILOVER(4, 1, CanonicalRun::calm, stage -> {
        Chain chain = chain(stage);
        stage.talk(16, 25);
        stage.millis(26);
        stage.backend(chain.head()).kill();
        stage.untilRest();
    }),
    /** A fourth backend joins three and takes over some of what they hold. */
    JOIN_WITH_MIGRATION(4, 2, stage -> {
        stage.start(3);
        stage.talk(8, 1);
        stage.untilRest();
    }, stage -> {
        stage.talk(16, 40);
        stage.backend(3).start();
        stage.until(() -> stage.chain() != null && Objects.requireNonNull(stage.view()).chains()
                .stream().anyMatch(chain -> chain.contains(3)));
        stage.untilRest();
    }),
    /** The tail leaves for good. */
    LEAVE(4, 1, CanonicalRun::calm, stage -> {
        Chain chain = chain(stage);
        stage.talk(16, 25);
        stage.millis(51);
        stage.backend(chain.tail()).kill();
        stage.untilRest();
    }),
    /** The lead keeper dies while a learner is being filled, and is back a second later. */
    LEAD_CHANGE_IN_MID_MIGRATION(4, 1, CanonicalRun::calm, stage -> {
        stage.backend(chain(stage).tail()).kill();
        stage.talk(16, 40);
        stage.until(() -> stage.chain() != null && !chain(stage).learners().isEmpty());
        SimKeeper lead = stage.cluster().lead();
        if (lead != null) {
            lead.kill();
            stage.millis(1_000);
            lead.start();
        }
        stage.untilRest();
    }),
    /** No answer reaches the client for a while, so it repeats what was carried out. */
    RETRY(3, 1, CanonicalRun::calm, stage -> {
        stage.links().cutOneWay(hosts(3, "b"), hosts(CanonicalRun.CLIENTS, "c"));
        stage.talk(8, 5);
        stage.millis(1_200);
        stage.links().heal();
        stage.untilRest();
    }),
    /** Two keepers found at once, and each sees another part of the backends at first. */
    FOUNDING_BY_TWO_KEEPERS(3, 1, stage -> {
        stage.links().cut(List.of("k0"), List.of("k1", "b2"));
        stage.links().cut(List.of("k1"), List.of("b0"));
    }, stage -> {
        stage.start(3);
        stage.talk(8, 200);
        stage.millis(1_500);
        stage.links().heal();
        stage.untilRest();
    }),
    /** A member outside of the chain is cut off and misses the views by which the tail is dropped and replaced. */
    VIEW_CHANGE_SKIPPED_BY_ONE_MEMBER(5, 1, CanonicalRun::calm, stage -> {
        Chain chain = chain(stage);
        int spare = IntStream.range(0, 5).filter(index -> !chain.contains(index)).max()
                .orElseThrow();
        long epoch = stage.epoch();
        stage.links().isolate("b" + spare, stage.cluster().hosts());
        stage.talk(16, 40);
        stage.backend(chain.tail()).kill();
        stage.until(CanonicalRun.CUT_NANOS_MAX, () -> stage.epoch() >= epoch + 2);
        stage.links().heal();
        stage.untilRest();
    });

    /** A cut lasts no longer, whatever it keeps from happening. */
    static final long CUT_NANOS_MAX = 3 * World.SECOND;
    /** How much of the calm after its story belongs to a run. */
    private static final long AFTER_MILLIS = 1_000;
    private static final int REPLICAS = 3;
    private static final int KEEPERS = 2;
    static final int CLIENTS = 2;

    private final Shape shape;
    private final Consumer<Stage> setting;
    private final Consumer<Stage> script;

    CanonicalRun(int backends, int partitions, Consumer<Stage> setting, Consumer<Stage> script) {
        this.shape = new Shape(backends, KEEPERS, CLIENTS, partitions, REPLICAS,
                Shape.BYTES_MAX_DEFAULT);
        this.setting = setting;
        this.script = script;
    }

    Shape shape() {
        return shape;
    }

    /** What is there before the first event that counts. */
    void set(Stage stage) {
        setting.accept(stage);
    }

    void play(Stage stage) {
        script.accept(stage);
        stage.millis(AFTER_MILLIS);
    }

    private static void calm(Stage stage) {
        stage.start(stage.cluster().backends().size());
        stage.talk(8, 1);
        stage.untilRest();
    }

    private static Chain chain(Stage stage) {
        return Objects.requireNonNull(stage.chain());
    }

    private static List<String> hosts(int count, String kind) {
        return IntStream.range(0, count).mapToObj(index -> kind + index).toList();
    }
}
