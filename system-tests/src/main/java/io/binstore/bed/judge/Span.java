package io.binstore.bed.judge;

/** A time of a run, in ns of the clock that all its processes share. */
public record Span(long fromNanos, long toNanos) {

    boolean meets(long otherFromNanos, long otherToNanos) {
        return fromNanos <= otherToNanos && otherFromNanos <= toNanos;
    }
}
