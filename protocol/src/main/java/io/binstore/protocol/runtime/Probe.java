package io.binstore.protocol.runtime;

import java.util.Locale;

/**
 * A named place in a core: a situation that matters and that a simulation of many seeds must have met.
 *
 * <p>
 * Each core has one enum of these, so a simulation knows them all and can say which it never met. Reaching one is told
 * to the {@link Probes listener} of the thread instead of going through a port, because places deep in tables and
 * planners have no port; where nobody listens, as in production, that costs one test of a field.
 */
public interface Probe {

    /** The name of the constant. */
    String name();

    /** Reports that the place was reached. */
    default void hit() {
        Probes.hit(this);
    }

    /** The name as words. */
    default String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
