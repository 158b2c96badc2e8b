package io.binstore.simulation.cluster;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How large a cluster is.
 *
 * @param backends configured backends, running or not
 * @param partitions few, so that bins meet in one
 * @param bytesMax the memory limit of a backend
 */
public record Shape(int backends, int keepers, int clients, int partitions, int replicas,
        long bytesMax) {

    public static final long BYTES_MAX_DEFAULT = 64 << 20;

    public List<String> backendAddresses() {
        return IntStream.range(0, backends).mapToObj(i -> "http://b" + i).toList();
    }

    public List<String> keeperAddresses() {
        return IntStream.range(0, keepers).mapToObj(i -> "http://k" + i).toList();
    }
}
