package io.binstore.client.netty;

import io.binstore.protocol.runtime.Randomness;
import java.security.SecureRandom;

/**
 * Chance in production: nobody can guess, or meet by accident, the identities drawn from it.
 * Internal.
 */
public final class SecureRandomness implements Randomness {

    private final SecureRandom random = new SecureRandom();

    @Override
    public long nextLong() {
        return random.nextLong();
    }

    /** Independent anyway, so itself. */
    @Override
    public Randomness fork(String name) {
        return this;
    }
}
