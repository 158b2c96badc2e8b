package io.binstore.backend.core;

import io.binstore.protocol.message.HintRequest;
import io.binstore.protocol.runtime.Transport.Failed;
import io.binstore.protocol.runtime.Transport.Failure;

/**
 * Whether this backend is to leave its cluster; outlives its incarnations. The backend does no more than say so in its
 * health: the lead empties it, chain by chain, and leaves it out when it holds nothing.
 */
final class Departure {

    private static final long HINT_TIMEOUT_NANOS = 1_000_000_000L;

    private final BackendSettings settings;
    private final BackendPorts ports;
    private boolean wanted;
    private long orders;
    private int refusals;

    Departure(BackendSettings settings, BackendPorts ports) {
        this.settings = settings;
        this.ports = ports;
    }

    boolean wanted() {
        return wanted;
    }

    /** It is to leave; said again, the keepers are told again. */
    void begin() {
        BackendProbe.LEAVES.hit();
        wanted = true;
        long order = ++orders;
        refusals = 0;
        for (String keeper : settings.keepers()) {
            ports.transport().call(keeper, new HintRequest(settings.address()), HINT_TIMEOUT_NANOS,
                    outcome -> {
                        if (order == orders && outcome instanceof Failed failed
                                && failed.failure() == Failure.REFUSED) {
                            refusals++;
                        }
                    });
        }
    }

    void cancel() {
        BackendProbe.STAYS_AFTER_ALL.hit();
        wanted = false;
        orders++;
    }

    /** How often it was told to leave or to stay. */
    long orders() {
        return orders;
    }

    /** Whether there is no keeper that could arrange it: all refused when they were last told. */
    boolean unheard() {
        return refusals >= settings.keepers().size();
    }
}
