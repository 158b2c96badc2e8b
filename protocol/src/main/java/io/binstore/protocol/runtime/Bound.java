package io.binstore.protocol.runtime;

/**
 * How much a queue or table of a node holds, and how much it may (I11).
 *
 * @param what names it, for people
 */
public record Bound(String what, long size, long max) {

    public boolean kept() {
        return size <= max;
    }

    @Override
    public String toString() {
        return what + ": " + size + " of at most " + max;
    }
}
