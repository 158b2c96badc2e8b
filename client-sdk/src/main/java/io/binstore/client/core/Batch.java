package io.binstore.client.core;

import java.util.List;

/** Calls that travel together. */
final class Batch {

    final Lane lane;
    final List<OpenCall> calls;
    final long sentNanos;

    Batch(Lane lane, List<OpenCall> calls, long sentNanos) {
        this.lane = lane;
        this.calls = calls;
        this.sentNanos = sentNanos;
    }
}
