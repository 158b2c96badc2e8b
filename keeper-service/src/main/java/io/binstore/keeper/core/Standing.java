package io.binstore.keeper.core;

/**
 * What the detector knows of an address.
 *
 * @param incarnation the last one that answered and is not certified dead, or 0
 * @param answering the last look found it answering
 * @param absent two refusals: nothing runs there
 * @param silent it has not answered for the silence limit
 */
record Standing(long incarnation, boolean answering, boolean absent, boolean silent) {

    static final Standing UNKNOWN = new Standing(0, false, false, false);

    /** An incarnation that answers. */
    boolean up() {
        return incarnation != 0 && answering;
    }
}
