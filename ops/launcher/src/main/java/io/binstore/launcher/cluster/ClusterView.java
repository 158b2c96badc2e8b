package io.binstore.launcher.cluster;

import io.binstore.protocol.model.Partitioning;
import io.binstore.protocol.model.Utf8;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Who stores what, as a backend shows it.
 *
 * @param chains by partition, the indexes of its replicas, head first
 */
public record ClusterView(long epoch, List<List<Integer>> chains) {

    static ClusterView of(JsonNode json) {
        List<List<Integer>> chains = new ArrayList<>();
        for (JsonNode chain : json.path("chains")) {
            List<Integer> replicas = new ArrayList<>();
            chain.path("replicas").forEach(replica -> replicas.add(replica.asInt(-1)));
            chains.add(List.copyOf(replicas));
        }
        return new ClusterView(json.path("epoch").asLong(0), chains);
    }

    /** The replicas that hold a bin, head first. */
    public List<Integer> chainOf(String bin) {
        return chains.get(new Partitioning(chains.size()).partitionOf(Utf8.of(bin)));
    }
}
