package io.binstore.launcher.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A cluster as one of its keepers shows it.
 *
 * @param lead the keeper that leads, or null
 * @param keepers their states by index
 * @param backends by index, those that are not members too
 * @param byCompleteReplicas how many partitions have how many complete replicas
 * @param migrating learners that are being filled
 * @param lostPartitions how often a partition has lost all its replicas
 */
public record ClusterState(String clusterId, long epoch, @Nullable Lead lead,
        SortedMap<Integer, String> keepers,
        SortedMap<Integer, Backend> backends, int partitions,
        SortedMap<Integer, Integer> byCompleteReplicas,
        long migrating, long lostPartitions) {

    private static final String MEMBER = "member";

    /** @param since when it became lead, as text */
    public record Lead(int index, long term, String since) {
    }

    /** One configured backend. */
    public record Backend(String incarnation, String state, int heads, int replicas, int learners,
            long bytes,
            long bytesLimit) {

        public boolean isMember() {
            return state.equals(MEMBER);
        }
    }

    static ClusterState of(JsonNode json) {
        SortedMap<Integer, String> keepers = new TreeMap<>();
        for (JsonNode keeper : json.path("keepers")) {
            keepers.put(keeper.path("index").asInt(-1), keeper.path("state").asString(""));
        }
        SortedMap<Integer, Backend> backends = new TreeMap<>();
        for (JsonNode backend : json.path("members")) {
            backends.put(backend.path("index").asInt(-1),
                    new Backend(backend.path("incarnation").asString(""),
                            backend.path("state").asString(""), backend.path("heads").asInt(0),
                            backend.path("replicas").asInt(0), backend.path("learners").asInt(0),
                            backend.path("bytes").asLong(0), backend.path("bytesLimit").asLong(0)));
        }
        SortedMap<Integer, Integer> complete = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : json.path("partitions").path("byCompleteReplicas")
                .properties()) {
            complete.put(Integer.parseInt(entry.getKey()), entry.getValue().asInt(0));
        }
        JsonNode lead = json.path("lead");
        return new ClusterState(json.path("clusterId").asString(""), json.path("epoch").asLong(0),
                lead.isObject()
                        ? new Lead(lead.path("index").asInt(-1), lead.path("term").asLong(0),
                                lead.path("since").asString(""))
                        : null,
                keepers, backends, json.path("partitions").path("total").asInt(0), complete,
                json.path("migrations").path("running").asLong(0),
                json.path("lost").path("partitions").asLong(0));
    }

    /** The backends that the view lists and that answer. */
    public List<Integer> members() {
        List<Integer> members = new ArrayList<>();
        backends.forEach((index, backend) -> {
            if (backend.isMember()) {
                members.add(index);
            }
        });
        return members;
    }

    /** How many partitions have fewer complete replicas than this. */
    public int partitionsBelow(int replicas) {
        return partitions - byCompleteReplicas.tailMap(replicas).values().stream()
                .mapToInt(Integer::intValue).sum();
    }
}
