package io.binstore.simulation.crashpoint;

import java.util.Locale;

/**
 * A fault at a turn.
 *
 * @param turn counted from 1 over all processes, from the beginning of the script
 * @param nth which of the answers of that turn is lost, or how many of its messages are sent before the process dies
 */
public record Point(int turn, PointFault fault, int nth) {

    /** What a person types, after the name of the run, to see this again. */
    public String options() {
        return "--event " + turn + " --fault " + fault.name().toLowerCase(Locale.ROOT)
                + (nth == 0 ? "" : " --nth " + nth);
    }
}
