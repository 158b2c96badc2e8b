package io.binstore.protocol.runtime;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hears which {@link Probe}s the cores on this thread reach; only simulations and tests listen. */
public final class Probes {

    private static final ThreadLocal<@Nullable Consumer<Probe>> LISTENER = new ThreadLocal<>();

    /** Whether anybody ever listened; a thread that listens has set it itself, so it needs no fence. */
    private static boolean heard;

    private Probes() {
    }

    /** From now on the listener is told whatever is reached on this thread. */
    public static void listen(Consumer<Probe> listener) {
        heard = true;
        LISTENER.set(listener);
    }

    /** Nobody listens on this thread any more. */
    public static void leave() {
        LISTENER.remove();
    }

    static void hit(Probe probe) {
        if (heard) {
            Consumer<Probe> listener = LISTENER.get();
            if (listener != null) {
                listener.accept(probe);
            }
        }
    }
}
