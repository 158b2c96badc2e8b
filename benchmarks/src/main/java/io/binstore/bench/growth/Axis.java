package io.binstore.bench.growth;

/** Something that grows. */
interface Axis {

    /** The name on the command line. */
    String word();

    /** What its sizes count. */
    String unit();

    /** Measures at one size after the other. */
    void measure(Points points) throws Exception;
}
