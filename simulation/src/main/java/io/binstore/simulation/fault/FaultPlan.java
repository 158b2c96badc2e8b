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
 * @param longOnes how many last up to five minutes, whatever the mean
 * @param eager how likely a step that matters, such as the adoption of a view, has something go wrong just then
 */
public record FaultPlan(Set<FaultKind> kinds, long gapNanos, long lengthNanos, double longOnes,
        double eager, Weather weather) {

    /** No fault lasts longer, unless it lasts to the end of the run. */
    static final long LENGTH_NANOS_MAX = 300 * World.SECOND;

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
        double longOnes = random.chance(0.7) ? 0 : 0.2 * random.unit();
        double eager = random.chance(0.3) ? 0 : 0.5 * random.unit() * random.unit();
        return new FaultPlan(kinds, gap, length, longOnes, eager, weather(random, kinds));
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
        return new Weather(mean, tail, tailMax, loss, replyLoss, twice, replay, 600 * World.SECOND);
    }

    /** Short and long ones alike: the logarithm is even. */
    private static long spread(SimRandomness random, long first, long last) {
        return (long) (first * Math.pow((double) last / first, random.unit()));
    }

    /** The same, but the weather and the clocks know nothing of some kinds; strikes of these come and do nothing. */
    public FaultPlan without(Set<FaultKind> off) {
        boolean calm = off.contains(FaultKind.DELAY);
        Weather fair = new Weather(calm ? Weather.CALM.delayMeanNanos() : weather.delayMeanNanos(),
                calm ? 0 : weather.tailChance(), weather.tailMaxNanos(),
                off.contains(FaultKind.LOSS) ? 0 : weather.lossChance(),
                off.contains(FaultKind.REPLY_LOSS) ? 0 : weather.replyLossChance(),
                off.contains(FaultKind.DUPLICATES) ? 0 : weather.duplicateChance(),
                off.contains(FaultKind.REPLAYS) ? 0 : weather.replayChance(),
                weather.replayMaxNanos());
        return new FaultPlan(kinds, gapNanos, lengthNanos, longOnes, eager, fair);
    }

    /** How far clocks may be apart. */
    public double drift() {
        return kinds.contains(FaultKind.DRIFT) ? DRIFT_MAX : 0;
    }
}
