package io.binstore.simulation.fault;

import io.binstore.simulation.net.Weather;
import io.binstore.simulation.world.SimRandomness;
import io.binstore.simulation.world.World;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What goes wrong in a chaotic run, and how often.
 *
 * @param gapNanos mean time from one fault to the next
 * @param lengthNanos mean time until it is undone
 * @param eager how likely a step that matters, such as the adoption of a view, has something go wrong just then
 */
public record FaultPlan(Set<FaultKind> kinds, long gapNanos, long lengthNanos, double eager,
        Weather weather) {

    private static final double DRIFT_MAX = 0.1;

    public static FaultPlan draw(SimRandomness random) {
        EnumSet<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        // A third of all runs have one or two kinds on: faults that are rare beside others get room of their own.
        int count = random.chance(1 / 3.0) ? random.between(1, 2)
                : random.between(3, FaultKind.values().length);
        List<FaultKind> left = new ArrayList<>(List.of(FaultKind.values()));
        while (kinds.size() < count) {
            kinds.add(left.remove(random.below(left.size())));
        }
        long gap = spread(random, World.SECOND, 20 * World.SECOND);
        long length = spread(random, 200 * World.MILLISECOND, 20 * World.SECOND);
        double eager = random.chance(0.4) ? 0 : 0.3 * random.unit() * random.unit();
        return new FaultPlan(kinds, gap, length, eager, weather(random, kinds));
    }

    private static Weather weather(SimRandomness random, Set<FaultKind> kinds) {
        boolean slow = kinds.contains(FaultKind.DELAY);
        long mean = slow ? spread(random, World.MILLISECOND, 50 * World.MILLISECOND)
                : 300 * World.MICROSECOND;
        double tail = slow ? 0.1 * random.unit() : 0;
        long tailMax = slow ? spread(random, 100 * World.MILLISECOND, 10 * World.SECOND) : 0;
        double loss = kinds.contains(FaultKind.LOSS) ? 0.3 * random.unit() * random.unit() : 0;
        double replyLoss =
                kinds.contains(FaultKind.REPLY_LOSS) ? 0.3 * random.unit() * random.unit() : 0;
        double twice = kinds.contains(FaultKind.DUPLICATES) ? 0.3 * random.unit() : 0;
        double replay = kinds.contains(FaultKind.REPLAYS) ? 0.1 * random.unit() : 0;
        return new Weather(mean, tail, tailMax, loss, replyLoss, twice, replay, 240 * World.SECOND);
    }

    /** Short and long ones alike: the logarithm is even. */
    private static long spread(SimRandomness random, long first, long last) {
        return (long) (first * Math.pow((double) last / first, random.unit()));
    }

    /** How far clocks may be apart. */
    public double drift() {
        return kinds.contains(FaultKind.DRIFT) ? DRIFT_MAX : 0;
    }
}
