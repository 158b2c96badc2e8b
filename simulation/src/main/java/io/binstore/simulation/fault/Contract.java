package io.binstore.simulation.fault;

import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.SimBackend;
import io.binstore.simulation.cluster.SimKeeper;
import io.binstore.simulation.net.Weather;
import io.binstore.simulation.world.SimRandomness;
import io.binstore.simulation.world.World;
import java.util.List;

/**
 * What the store promises to bear without losing a write or failing a call: at least three backends online at every
 * moment, a join or a leave at most every 30 s, keepers that come and go, a network that is only a little slow and
 * lossy.
 */
public final class Contract implements Faults {

    /** Backends that must be online at every moment. */
    public static final int ONLINE_MIN = 3;
    private static final long CHANGE_GAP_NANOS = 30 * World.SECOND;
    private static final long FOUNDING_NANOS = 15 * World.SECOND;
    private static final long CUT_NANOS_MAX = 60 * World.SECOND;
    private static final long KEEPER_DOWN_NANOS_MAX = 5 * World.SECOND;

    private final Cluster cluster;
    private final World world;
    private final SimRandomness random;
    private final Strikes strikes;
    private final boolean keepersFail;
    private boolean cut;
    private boolean over;

    public Contract(Cluster cluster, Strikes strikes) {
        this.cluster = cluster;
        this.strikes = strikes;
        this.world = cluster.ground().world();
        this.random = cluster.ground().randomness().fork("contract");
        this.keepersFail = random.chance(0.6);
    }

    private Weather weather() {
        long mean = random.between(200 * World.MICROSECOND, 2 * World.MILLISECOND);
        double rare = random.chance(0.5) ? 0 : 0.01 * random.unit();
        return new Weather(mean, rare, 300 * World.MILLISECOND, rare, rare, 2 * rare, rare,
                60 * World.SECOND);
    }

    @Override
    public void begin() {
        cluster.ground().network().weather(weather());
        int first = random.between(ONLINE_MIN, cluster.backends().size());
        for (SimBackend backend : cluster.backends().subList(0, first)) {
            world.after(random.between(0, 3 * World.SECOND), backend::start);
        }
        cluster.keepers()
                .forEach(keeper -> world.after(random.between(0, 3 * World.SECOND), keeper::start));
        world.after(FOUNDING_NANOS, this::change);
        if (keepersFail) {
            world.after(FOUNDING_NANOS, this::failKeeper);
        }
    }

    private void change() {
        if (over) {
            return;
        }
        if (!cut) {
            strikes.next(null, random, this::changeOne);
        }
        world.after(CHANGE_GAP_NANOS + random.between(0, 5 * World.SECOND), this::change);
    }

    /** One join, leave or instant restart, or two backends that lose sight of each other for a while. */
    private void changeOne() {
        List<SimBackend> online = Cluster.which(cluster.backends(), SimBackend::up);
        List<SimBackend> offline = Cluster.which(cluster.backends(), backend -> !backend.up());
        boolean mayLeave = online.size() > ONLINE_MIN;
        if (mayLeave && random.chance(0.3)) {
            any(online).restartAtOnce();
        } else if (mayLeave && random.chance(0.2)) {
            cut(any(online), any(online));
        } else if (mayLeave && (offline.isEmpty() || random.chance(0.5))) {
            leave(any(online));
        } else if (!offline.isEmpty()) {
            any(offline).start();
        }
    }

    /** In both directions, or in one. */
    private void cut(SimBackend one, SimBackend other) {
        var links = cluster.ground().network().links();
        List<String> from = List.of(one.host());
        List<String> to = List.of(other.host());
        boolean both = random.chance(0.5);
        cut = true;
        links.cutOneWay(from, to);
        if (both) {
            links.cutOneWay(to, from);
        }
        world.after(random.between(0, CUT_NANOS_MAX), () -> {
            cut = false;
            links.mendOneWay(from, to);
            if (both) {
                links.mendOneWay(to, from);
            }
        });
    }

    /** Without a word, or emptied first. */
    private void leave(SimBackend backend) {
        if (random.chance(0.5)) {
            backend.kill();
        } else {
            backend.stop();
        }
    }

    private void failKeeper() {
        if (over) {
            return;
        }
        strikes.next(null, random, this::failOne);
        world.after(random.between(KEEPER_DOWN_NANOS_MAX + 10 * World.SECOND, 35 * World.SECOND),
                this::failKeeper);
    }

    /** One keeper at a time dies or stands still. */
    private void failOne() {
        SimKeeper keeper = any(cluster.keepers());
        boolean crash = random.chance(0.7);
        if (crash) {
            keeper.kill();
        } else {
            keeper.pause();
        }
        world.after(random.between(0, KEEPER_DOWN_NANOS_MAX), () -> {
            if (!over) {
                keeper.resume();
                keeper.start();
            }
        });
    }

    private <N> N any(List<N> list) {
        return list.get(random.below(list.size()));
    }

    @Override
    public void end() {
        over = true;
    }
}
