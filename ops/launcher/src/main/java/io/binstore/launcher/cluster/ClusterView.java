package io.binstore.launcher.cluster;

import io.binstore.protocol.model.Partitioning;
import io.binstore.protocol.model.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Who stores what, as a backend shows it.
 *
 * @param members their incarnations by index
 * @param chains by partition, the indexes of its replicas, head first
 */
public record ClusterView(long epoch, SortedMap<Integer, String> members,
        List<List<Integer>> chains) {

    static ClusterView of(JsonNode json) {
        SortedMap<Integer, String> members = new TreeMap<>();
        for (JsonNode member : json.path("members")) {
            members.put(member.path("index").asInt(-1), member.path("incarnation").asString(""));
        }
        List<List<Integer>> chains = new ArrayList<>();
        for (JsonNode chain : json.path("chains")) {
            List<Integer> replicas = new ArrayList<>();
            chain.path("replicas").forEach(replica -> replicas.add(replica.asInt(-1)));
            chains.add(List.copyOf(replicas));
        }
        return new ClusterView(json.path("epoch").asLong(0), members, chains);
    }

    /** The replicas that hold a bin, head first. */
    public List<Integer> chainOf(String bin) {
        return chains.get(new Partitioning(chains.size()).partitionOf(Utf8.of(bin)));
    }
}
