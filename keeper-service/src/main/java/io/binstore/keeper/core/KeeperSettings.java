package io.binstore.keeper.core;

import io.binstore.protocol.model.Partitioning;
import java.util.List;

/**
 * What one keeper is told at its start.
 *
 * @param index its own place in {@code keepers}, from 0
 * @param keepers the base addresses of all keepers, the same list in the same order everywhere
 * @param backends the base addresses of all backends; a member's index is its place here
 * @param partitions how many partitions a cluster founded by this keeper has
 * @param replicas how many replicas a partition should have
 * @param startRound the lowest round this start may use for its terms, above those of all earlier
 *         starts
 * @param refusedMeansDead whether two refused connections certify that a process is gone (protocol,
 *         section 3)
 * @param silentMeansAbsent whether a silent address does not block the founding of a cluster
 */
public record KeeperSettings(int index, List<String> keepers, List<String> backends, int partitions,
        int replicas,
        long startRound, boolean refusedMeansDead, boolean silentMeansAbsent, KeeperTiming timing) {

    public static final int KEEPERS_MAX = 16;
    public static final int BACKENDS_MAX = 1024;
    public static final int REPLICAS_DEFAULT = 3;

    public KeeperSettings {
        keepers = List.copyOf(keepers);
        backends = List.copyOf(backends);
        if (index < 0 || index >= keepers.size() || keepers.size() > KEEPERS_MAX) {
            throw new IllegalArgumentException(
                    "keeper index " + index + " of " + keepers.size() + " keepers");
        }
        if (backends.isEmpty() || backends.size() > BACKENDS_MAX) {
            throw new IllegalArgumentException(
                    "backends must be 1 to " + BACKENDS_MAX + ", not " + backends.size());
        }
        if (replicas < 1) {
            throw new IllegalArgumentException("replicas must be at least 1, not " + replicas);
        }
        new Partitioning(partitions);
    }

    /** Everything but the cluster's description at its default. */
    public static KeeperSettings of(int index, List<String> keepers, List<String> backends,
            int partitions,
            long startRound) {
        return new KeeperSettings(index, keepers, backends, partitions, REPLICAS_DEFAULT,
                startRound, true, false,
                KeeperTiming.DEFAULT);
    }
}
