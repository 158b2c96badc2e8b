package io.binstore.simulation.check;

/**
 * The history of a partition from one empty beginning on.
 *
 * @param origin the epoch in which it began
 */
record HistoryKey(long cluster, int partition, long origin) implements Comparable<HistoryKey> {

    @Override
    public int compareTo(HistoryKey other) {
        int order = Long.compare(cluster, other.cluster);
        order = order != 0 ? order : Integer.compare(partition, other.partition);
        return order != 0 ? order : Long.compare(origin, other.origin);
    }

    @Override
    public String toString() {
        return "partition " + partition + " of cluster " + Long.toHexString(cluster)
                + " since epoch " + origin;
    }
}
