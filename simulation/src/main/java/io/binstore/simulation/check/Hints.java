package io.binstore.simulation.check;

import java.util.BitSet;

/** What is known beforehand of the orders that can be right; it must never rule one out that is. */
interface Hints<S> {

    /** Nothing is known. */
    static <S> Hints<S> none() {
        return new Hints<>() {
            @Override
            public BitSet before(int operation) {
                return new BitSet();
            }

            @Override
            public int rank(int operation) {
                return Integer.MAX_VALUE;
            }

            @Override
            public boolean possible(S state, BitSet done) {
                return true;
            }
        };
    }

    /** The operations that come before this one in any right order; numbers are places in the list by invocation. */
    BitSet before(int operation);

    /** Operations with lower ranks are tried first: a guess, which decides how long the search takes and nothing else. */
    int rank(int operation);

    /** Whether those that are not done yet can still all be answered as they were. */
    boolean possible(S state, BitSet done);
}
