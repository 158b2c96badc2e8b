package io.binstore.backend.core;

import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.model.View;
import org.jspecify.annotations.Nullable;

/**
 * What a backend looks like from outside at one moment; metrics, endpoints and checkers read this and nothing else.
 *
 * @param health what the poll of a keeper sees
 * @param view the active view, or null
 * @param serving replicas that are active and complete
 * @param waitingCalls calls that wait for a commitment, a lease or a view
 * @param suffixBytes entries kept for successors and learners
 * @param sessions clients with recorded results, summed over partitions
 */
public record BackendReport(HealthReply health, @Nullable View view, int serving, int waitingCalls,
        long suffixBytes,
        long sessions) {
}
