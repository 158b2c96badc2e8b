package io.binstore.keeper.actuate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /actuator/cluster} answers.
 *
 * @param clusterId null before there is a view
 * @param lead null while nobody leads
 * @param members one per configured backend
 * @param events where they are
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ClusterDocument(@Nullable String clusterId, long epoch, @Nullable Lead lead,
        List<Keeper> keepers,
        List<Member> members, Partitions partitions, Migrations migrations, Lost lost,
        String events) {

    record Lead(int index, long id, long term, Instant since) {
    }

    record Keeper(int index, String address, String state) {
    }

    record Member(int index, String address, long incarnation, String state, int heads,
            int replicas, int learners,
            long bytes, long bytesLimit) {
    }

    /** @param byCompleteReplicas number of partitions by the number of their complete replicas */
    record Partitions(int total, Map<String, Integer> byCompleteReplicas, int target) {
    }

    record Migrations(int running, long done, long bytesLeft) {
    }

    record Lost(long partitions) {
    }

    /**
     * What {@code GET /actuator/cluster/events} answers.
     *
     * @param last the newest event's sequence number, 0 before the first: what to ask
     *         {@code after} next time
     */
    record Events(List<Event> events, long last) {
    }

    record Event(long sequence, Instant time, String kind, long epoch, String subject,
            String detail) {
    }

    /**
     * What {@code GET /actuator/cluster/partitions/{p}} answers; replicas are member indexes, head
     * first.
     *
     * @param complete the replicas that have all that was ever committed
     * @param history the chain as the last views left it, oldest first
     */
    record Partition(int partition, long version, List<Integer> replicas, List<Integer> complete,
            List<Integer> learners, List<Change> history) {
    }

    record Change(long epoch, Instant time, List<Integer> replicas) {
    }
}
