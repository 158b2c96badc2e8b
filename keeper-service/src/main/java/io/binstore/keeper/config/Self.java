package io.binstore.keeper.config;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which of the configured keepers this process is.
 *
 * @param port where it listens: that of its address, unless {@code server.port} says otherwise
 */
record Self(int index, int port) {

    /** @param serverPort {@code server.port}, or null if it is not set */
    static Self of(List<String> keepers, @Nullable Integer index, @Nullable Integer serverPort) {
        int own = index != null ? index : serverPort != null ? deduce(keepers, serverPort) : 0;
        if (own < 0 || own >= keepers.size()) {
            throw new BadConfiguration(KeeperProperties.INDEX,
                    "is " + own + ", but " + ClusterProperties.KEEPERS
                            + " has the indexes 0 to " + (keepers.size() - 1));
        }
        return new Self(own,
                serverPort != null ? serverPort : ClusterProperties.port(keepers.get(own)));
    }

    private static int deduce(List<String> keepers, int serverPort) {
        int[] matching = IntStream.range(0, keepers.size())
                .filter(i -> ClusterProperties.port(keepers.get(i)) == serverPort).toArray();
        if (matching.length == 1) {
            return matching[0];
        }
        throw new BadConfiguration(KeeperProperties.INDEX,
                "is missing, and server.port " + serverPort + " matches "
                        + (matching.length == 0 ? "no address" : matching.length + " addresses")
                        + " of "
                        + ClusterProperties.KEEPERS);
    }
}
