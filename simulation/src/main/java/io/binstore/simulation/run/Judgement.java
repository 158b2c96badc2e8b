package io.binstore.simulation.run;

/** What a run is judged by. */
public enum Judgement {
    /** Faults as promised to be borne: nothing is lost, no call fails, no wait is long. */
    CONTRACT,
    /** Any faults: calls may fail and what all holders took with them may be lost, but no answer is wrong. */
    CHAOS
}
