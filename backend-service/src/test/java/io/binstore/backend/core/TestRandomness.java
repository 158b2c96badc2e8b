package io.binstore.backend.core;

import io.binstore.protocol.runtime.Randomness;

/** A reproducible source of chance (SplitMix64, Steele, Lea, Flood, OOPSLA 2014). */
final class TestRandomness implements Randomness {

    private long state;

    TestRandomness(long seed) {
        state = seed;
    }

    @Override
    public long nextLong() {
        state += 0x9e3779b97f4a7c15L;
        long mixed = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    @Override
    public Randomness fork(String name) {
        return new TestRandomness(nextLong() ^ name.hashCode());
    }
}
