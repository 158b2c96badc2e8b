package io.binstore.simulation.fault;

/** Starts the servers of a cluster and troubles everybody until told to stop. */
public interface Faults {

    void begin();

    /** Nothing new happens from here on; what is broken stays broken until somebody heals it. */
    void end();
}
