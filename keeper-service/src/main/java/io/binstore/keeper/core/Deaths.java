package io.binstore.keeper.core;

/** Which incarnations are certified dead, and since which certificate. */
@FunctionalInterface
interface Deaths {

    /** The number of the certificate of death for this incarnation, from 1; 0 if there is none. */
    long certifiedAt(long incarnation);

    default boolean dead(long incarnation) {
        return certifiedAt(incarnation) > 0;
    }
}
