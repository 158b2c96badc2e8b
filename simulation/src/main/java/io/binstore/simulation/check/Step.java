package io.binstore.simulation.check;

/** A step of a backend that matters to others: a good moment for trouble. */
public record Step(Kind kind, String host) {

    public enum Kind {
        /** It voted for a view. */
        ACCEPTED,
        /** A view became active. */
        ADOPTED,
        /** It took a snapshot over. */
        LOADED,
        /** A replica became active, and maybe complete. */
        SERVING,
        /** A named place was reached. */
        PROBE
    }
}
