package io.binstore.backend.config;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which of the configured backends this process is.
 *
 * @param port where it listens: that of its address, unless {@code server.port} says otherwise
 */
record Self(int index, String address, int port) {

    /** @param serverPort {@code server.port}, or null if it is not set */
    static Self of(List<String> backends, @Nullable Integer index, @Nullable Integer serverPort) {
        int own = index != null ? index : serverPort != null ? deduce(backends, serverPort) : 0;
        if (own < 0 || own >= backends.size()) {
            throw new BadConfiguration(BackendProperties.INDEX,
                    "is " + own + ", but " + ClusterProperties.BACKENDS
                            + " has the indexes 0 to " + (backends.size() - 1));
        }
        String address = backends.get(own);
        return new Self(own, address,
                serverPort != null ? serverPort : ClusterProperties.port(address));
    }

    private static int deduce(List<String> backends, int serverPort) {
        int[] matching = IntStream.range(0, backends.size())
                .filter(i -> ClusterProperties.port(backends.get(i)) == serverPort).toArray();
        if (matching.length == 1) {
            return matching[0];
        }
        throw new BadConfiguration(BackendProperties.INDEX,
                "is missing, and server.port " + serverPort + " matches "
                        + (matching.length == 0 ? "no address" : matching.length + " addresses")
                        + " of "
                        + ClusterProperties.BACKENDS);
    }
}
