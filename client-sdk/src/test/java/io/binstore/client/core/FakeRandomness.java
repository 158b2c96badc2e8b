package io.binstore.client.core;

import io.binstore.protocol.runtime.Randomness;
import java.util.SplittableRandom;

/** Chance from a seed. */
final class FakeRandomness implements Randomness {

    private final SplittableRandom random;

    FakeRandomness(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public long nextLong() {
        return random.nextLong();
    }

    @Override
    public Randomness fork(String name) {
        return new FakeRandomness(random.nextLong());
    }
}
