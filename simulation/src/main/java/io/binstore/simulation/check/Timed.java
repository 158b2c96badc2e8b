package io.binstore.simulation.check;

/**
 * An operation with the interval in which it took effect.
 *
 * @param known whether it did take effect; otherwise it may have, at any moment after {@code invoke}
 */
public record Timed<O>(O operation, long invoke, long ret, boolean known) {

    public static <O> Timed<O> known(O operation, long invoke, long ret) {
        return new Timed<>(operation, invoke, ret, true);
    }

    public static <O> Timed<O> unknown(O operation, long invoke) {
        return new Timed<>(operation, invoke, Long.MAX_VALUE, false);
    }
}
