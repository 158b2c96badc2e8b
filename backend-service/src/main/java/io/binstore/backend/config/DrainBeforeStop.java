package io.binstore.backend.config;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Has a process that is told to stop hand over first what it holds, so that callers notice nothing. It goes on answering
 * meanwhile: this is the first thing to be stopped.
 */
final class DrainBeforeStop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DrainBeforeStop.class);
    private static final long LOOK_MILLIS = 10;
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final NodeProcess process;
    private final Duration timeout;
    private volatile boolean running;

    DrainBeforeStop(NodeProcess process, Duration timeout) {
        this.process = process;
        this.timeout = timeout;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void stop() {
        running = false;
        if (!timeout.isZero()) {
            try {
                drain();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void drain() throws InterruptedException {
        long began = System.nanoTime();
        long asked = began - ASK_AGAIN.toNanos();
        while (!process.mayStop()) {
            long now = System.nanoTime();
            if (now - began > timeout.toNanos()) {
                LOG.warn("stops with replicas of its own: they were not taken over within {} s",
                        timeout.toSeconds());
                return;
            }
            if (now - asked >= ASK_AGAIN.toNanos()) {
                asked = now;
                process.leave();
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
