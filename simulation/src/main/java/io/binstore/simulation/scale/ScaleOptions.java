package io.binstore.simulation.scale;

/**
 * How large a cluster is to run for how long.
 *
 * @param spare of the backends are not there at the beginning, so that some can join
 * @param changeSeconds from one join or leave to the next
 */
public record ScaleOptions(long seed, int backends, int spare, int keepers, int clients,
        int partitions, int changeSeconds, int minutes) {

    public ScaleOptions {
        if (backends - spare < 3 || changeSeconds < 1 || minutes < 1) {
            throw new IllegalArgumentException("too few or too short: " + backends + " backends, "
                    + spare + " of them spare, a change every " + changeSeconds + " s for "
                    + minutes + " min");
        }
    }
}
