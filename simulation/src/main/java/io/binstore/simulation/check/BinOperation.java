package io.binstore.simulation.check;

/** What was done to a bin and what it answered, in small numbers; keys are numbered in the order of scans. */
sealed interface BinOperation {

    /** For an answer that nobody heard. */
    int UNHEARD = -1;

    /** @param unseen no read shows the value */
    record SetValue(int key, int value, boolean unseen) implements BinOperation {

        SetValue(int key, int value) {
            this(key, value, false);
        }
    }

    record Get(int key, int value) implements BinOperation {
    }

    /** @param unseen no read shows the element, and nobody removes any from that list */
    record Append(int key, int value, boolean unseen) implements BinOperation {

        Append(int key, int value) {
            this(key, value, false);
        }
    }

    record Remove(int key, int value, long count) implements BinOperation {
    }

    record ListGet(int key, int[] items) implements BinOperation {
    }

    /**
     * A scan.
     *
     * @param matching the keys that it asked about, ascending: those with the prefix and suffix and above {@code after}
     * @param limit how many at most, 0 for all
     * @param found the keys that it answered, ascending
     * @param more whether it said that there are more
     */
    record Scan(boolean ofLists, int[] matching, int limit, int[] found, boolean more)
            implements BinOperation {
    }

    /** All that was not in this state was lost. */
    record Loss(BinState surviving) implements BinOperation {
    }
}
