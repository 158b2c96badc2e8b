package io.binstore.keeper.config;

import io.binstore.protocol.model.Partitioning;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The cluster, described the same for everybody.
 *
 * @param backends base addresses of all backends, such as {@code http://localhost:7100}; their
 *         places in this list are their indexes
 * @param keepers base addresses of all keepers; their places in this list are their indexes
 * @param partitions how many partitions a new cluster has, a power of two; a cluster that exists
 *         keeps its number
 */
@ConfigurationProperties("binstore.cluster")
public record ClusterProperties(
        @DefaultValue({
                "http://localhost:7100", "http://localhost:7101", "http://localhost:7102"}) List<
                        String> backends,
        @DefaultValue({"http://localhost:7500", "http://localhost:7501"}) List<String> keepers,
        @DefaultValue("1024") int partitions) {

    static final String BACKENDS = "binstore.cluster.backends";
    static final String KEEPERS = "binstore.cluster.keepers";
    static final String PARTITIONS = "binstore.cluster.partitions";

    private static final int BACKENDS_MAX = 300;
    private static final int KEEPERS_MAX = 10;

    public ClusterProperties {
        backends = addresses(BACKENDS, backends, BACKENDS_MAX);
        keepers = addresses(KEEPERS, keepers, KEEPERS_MAX);
        if (partitions < 1 || partitions > Partitioning.COUNT_MAX
                || Integer.bitCount(partitions) != 1) {
            throw new BadConfiguration(PARTITIONS,
                    "must be a power of two from 1 to " + Partitioning.COUNT_MAX + ", not "
                            + partitions);
        }
    }

    private static List<String> addresses(String property, List<String> given, int max) {
        if (given.isEmpty() || given.size() > max) {
            throw new BadConfiguration(property,
                    "must list 1 to " + max + " addresses, not " + given.size());
        }
        List<String> addresses = new ArrayList<>();
        for (String address : given) {
            addresses.add(address(property, address.trim()));
        }
        if (new HashSet<>(addresses).size() < addresses.size()) {
            throw new BadConfiguration(property,
                    "lists an address twice: " + String.join(", ", addresses));
        }
        return List.copyOf(addresses);
    }

    private static String address(String property, String given) {
        String address = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        try {
            URI uri = URI.create(address);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0
                    && uri.getPort() <= 0xffff
                    && address.equals("http://" + uri.getHost() + ":" + uri.getPort())) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Told below, with what an address looks like.
        }
        throw new BadConfiguration(property,
                "'" + given + "' is no address; one looks like http://localhost:7100");
    }

    /** The port of a checked address. */
    static int port(String address) {
        return URI.create(address).getPort();
    }
}
