package io.binstore.keeper.core;

import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.FetchViewReply;
import io.binstore.protocol.message.FetchViewRequest;
import io.binstore.protocol.message.HealthReply;
import java.util.List;

/**
 * Keeps a keeper's view up to date whether it leads or not: fetches it from a backend whose health
 * shows a newer one.
 */
final class ViewFetcher {

    private static final long RETRY_NANOS = 100_000_000L;

    private final List<String> backends;
    private final Courier courier;
    private final Prober prober;
    private final KnownView known;
    private final Attempt attempt = new Attempt();

    ViewFetcher(List<String> backends, Courier courier, Prober prober, KnownView known) {
        this.backends = backends;
        this.courier = courier;
        this.prober = prober;
        this.known = known;
    }

    void turn(long nowNanos, Deaths deaths) {
        if (!attempt.due(nowNanos)) {
            return;
        }
        int newest = -1;
        long incarnation = 0;
        long epoch = known.epoch();
        for (int index = 0; index < backends.size(); index++) {
            HealthReply health = prober.health(index);
            if (health != null && health.epoch() > epoch && !known.foreign(health.cluster())
                    && !deaths.dead(health.incarnation())) {
                newest = index;
                incarnation = health.incarnation();
                epoch = health.epoch();
            }
        }
        if (newest >= 0) {
            fetch(newest, incarnation);
        }
    }

    private void fetch(int index, long incarnation) {
        FetchViewRequest request =
                new FetchViewRequest(new Addressee(known.cluster(), incarnation), 0,
                        known.epoch());
        courier.call(backends.get(index), request, attempt.begin(), answer -> {
            if (answer.reply() instanceof FetchViewReply reply) {
                attempt.answered(answer.sentNanos() + RETRY_NANOS);
                if (reply.view() != null) {
                    KeeperProbe.VIEW_FETCHED_FROM_A_BACKEND.hit();
                    known.offer(reply.view(), answer.atNanos());
                }
            } else {
                KeeperProbe.VIEW_NOT_FETCHED.hit();
                attempt.failed(answer.sentNanos() + RETRY_NANOS);
            }
        });
    }
}
