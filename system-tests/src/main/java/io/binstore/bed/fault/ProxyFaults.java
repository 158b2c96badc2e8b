package io.binstore.bed.fault;

import io.binstore.bed.proxy.Mischief;
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
        Mischief mischief = ground.mischief();
        long requests = mischief.requests(treatment);
        long frames = mischief.frames(treatment);
        episode.struck();
        mischief.begin(treatment, percent, holdMillis);
        try {
            ground.hold(ground.tempo().holdMillis());
        } finally {
            mischief.end();
        }
        episode.healed();
        requests = mischief.requests(treatment) - requests;
        frames = mischief.frames(treatment) - frames;
        episode.bite(requests > 0, requests + " HTTP requests");
        episode.bite(frames > 0, frames + " frames");
    }
}
