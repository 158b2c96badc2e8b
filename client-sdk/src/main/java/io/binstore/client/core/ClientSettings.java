package io.binstore.client.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client core is told at its start.
 *
 * @param seeds base addresses of backends, at least one; any of them can name all the others
 * @param near the address of the backend that the core is part of: reads that it can answer go
 *         there; else null
 * @param openCallsMax at most this many calls are worked on at a time
 * @param waitingCallsMax at most this many further calls wait for their turn; the next one is
 *         refused as {@code BUSY}
 * @param heldBytesMax at most this many bytes of names and values are held for calls without an
 *         answer
 */
public record ClientSettings(List<String> seeds, @Nullable String near, int openCallsMax,
        int waitingCallsMax,
        long heldBytesMax) {

    public static final int OPEN_CALLS_MAX_DEFAULT = 8_192;
    public static final int WAITING_CALLS_MAX_DEFAULT = 65_536;
    public static final long HELD_BYTES_MAX_DEFAULT = 256L << 20;

    public ClientSettings {
        seeds = List.copyOf(seeds);
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("at least one backend address is needed");
        }
        if (openCallsMax < 1 || waitingCallsMax < 0 || heldBytesMax < 1) {
            throw new IllegalArgumentException(
                    "bounds must be positive: open=" + openCallsMax + ", waiting="
                            + waitingCallsMax + ", bytes=" + heldBytesMax);
        }
    }

    /** The settings of a program that is no backend. */
    public static ClientSettings of(List<String> seeds) {
        return new ClientSettings(seeds, null, OPEN_CALLS_MAX_DEFAULT, WAITING_CALLS_MAX_DEFAULT,
                HELD_BYTES_MAX_DEFAULT);
    }

    /** The settings of the core inside a backend. */
    public static ClientSettings inside(String backend, List<String> seeds) {
        return new ClientSettings(seeds, backend, OPEN_CALLS_MAX_DEFAULT, WAITING_CALLS_MAX_DEFAULT,
                HELD_BYTES_MAX_DEFAULT);
    }
}
