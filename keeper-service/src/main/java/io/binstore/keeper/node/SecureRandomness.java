package io.binstore.keeper.node;

import io.binstore.protocol.runtime.Randomness;
import java.security.SecureRandom;

/** Choices that nobody can foresee: two keepers never draw the same id. */
public final class SecureRandomness implements Randomness {

    private final SecureRandom random = new SecureRandom();

    @Override
    public long nextLong() {
        return random.nextLong();
    }

    @Override
    public Randomness fork(String name) {
        return this;
    }
}
