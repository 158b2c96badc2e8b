package io.binstore.backend.core;

import io.binstore.protocol.message.Entry;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Result;

/** Hears what a backend does, as it does it; checkers build on it, and production publishes views from it. */
public interface BackendObserver {

    BackendObserver NONE = new BackendObserver() {
    };

    /** A view became active at this incarnation. */
    default void adopted(long incarnation, View view) {
    }

    /** The incarnation ended because a newer view left it out; a new one begins empty. */
    default void reset(long oldIncarnation, long newIncarnation) {
    }

    /** A replica of the chain applied an entry. */
    default void applied(long incarnation, int partition, long origin, long version, Entry entry,
            Result result) {
    }

    /** A learner applied an entry, which must be committed (I9). */
    default void learned(long incarnation, int partition, long origin, Entry entry) {
    }

    /** A replica took over a snapshot that holds everything up to an index; for a learner all of it is committed. */
    default void loaded(long incarnation, int partition, long origin, long last, boolean learner) {
    }

    /** A replica learned that everything up to an index is committed. */
    default void committed(long incarnation, int partition, long origin, long version, long index) {
    }

    /** A replica became active, and maybe complete, in a chain version. */
    default void serving(long incarnation, int partition, long version, long last,
            boolean complete) {
    }

    /** A replica dropped its state. */
    default void discarded(long incarnation, int partition) {
    }
}
