package io.binstore.bed.fault;

import io.binstore.bed.proxy.Treatment;

/** What happens to single requests before all backends. */
final class ProxyFaults {

    private static final int DELAY_MILLIS = 300;

    private ProxyFaults() {
    }

    static void delay(Ground ground, Episode episode) {
        treat(ground, episode, Treatment.DELAY, 20, DELAY_MILLIS);
    }

    static void dropReply(Ground ground, Episode episode) {
        treat(ground, episode, Treatment.DROP_REPLY, 4, 1);
    }

    static void twice(Ground ground, Episode episode) {
        treat(ground, episode, Treatment.TWICE, 20, 1);
    }

    /** Requests that arrive when their callers have long given them up: past time-outs and leases. */
    static void late(Ground ground, Episode episode) {
        treat(ground, episode, Treatment.LATE, 2, (int) ground.tempo().holdMillis());
    }

    private static void treat(Ground ground, Episode episode, Treatment treatment, int percent,
            int holdMillis) {
        episode.hits(percent + " % of requests");
        long before = ground.mischief().treated(treatment);
        episode.struck();
        ground.mischief().begin(treatment, percent, holdMillis);
        try {
            ground.hold(ground.tempo().holdMillis());
        } finally {
            ground.mischief().end();
        }
        episode.healed();
        long treated = ground.mischief().treated(treatment) - before;
        episode.bite(treated > 0, treated + " requests");
    }
}
