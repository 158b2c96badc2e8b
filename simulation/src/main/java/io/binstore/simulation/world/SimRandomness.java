package io.binstore.simulation.world;

import io.binstore.protocol.runtime.Randomness;

/** SplitMix64 (Steele, Lea, Flood 2014): a stream of choices that only its seed and its name decide. */
public final class SimRandomness implements Randomness {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final long origin;
    private final Draws draws;
    private final Luck luck;
    private long state;
    private long forks;

    private SimRandomness(long origin, Draws draws, Luck luck) {
        this.origin = origin;
        this.draws = draws;
        this.luck = luck;
        this.state = origin;
    }

    public static SimRandomness ofSeed(long seed) {
        return new SimRandomness(mix(seed + GOLDEN), new Draws(), new Luck());
    }

    @Override
    public long nextLong() {
        state += GOLDEN;
        long drawn = mix(state);
        draws.count++;
        draws.last = drawn;
        return drawn;
    }

    /** Depends on where this stream began, not on how far it has come. */
    @Override
    public SimRandomness fork(String name) {
        long hash = origin + ++forks * GOLDEN;
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash ^ name.charAt(i));
        }
        return new SimRandomness(mix(hash), draws, luck);
    }

    /** Has a task make choices that only this number decides, and goes on as if it had made none. */
    public void aside(long number, Runnable task) {
        long before = state;
        state = mix(origin ^ mix(number + GOLDEN));
        try {
            task.run();
        } finally {
            state = before;
        }
    }

    @Override
    public boolean unlucky(String place) {
        double chance = luck.chanceOf(place);
        return chance > 0 && unit() < chance;
    }

    /** How often each place is unlucky in this seed; at first none is. */
    public Luck luck() {
        return luck;
    }

    /** A number from the first to the last, both included. */
    public int between(int first, int last) {
        return first + below(last - first + 1);
    }

    public long between(long first, long last) {
        return first + Long.remainderUnsigned(nextLong() >>> 1, last - first + 1);
    }

    public boolean chance(double probability) {
        return probability > 0 && unit() < probability;
    }

    /** A number from 0 (inclusive) to 1 (exclusive). */
    public double unit() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** How many choices all streams of this seed have made, and the last of them: equal runs agree in both. */
    public Draws draws() {
        return draws;
    }

    public static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** A count of choices, shared by all streams of a seed. */
    public static final class Draws {

        private long count;
        private long last;

        public long count() {
            return count;
        }

        public long last() {
            return last;
        }
    }
}
