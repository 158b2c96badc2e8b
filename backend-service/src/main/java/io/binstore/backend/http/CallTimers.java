package io.binstore.backend.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How often each kind of call came, how it ended and how long it took; far cheaper than the
 * container's observation.
 */
public final class CallTimers {

    private static final String[] OUTCOMES = {"1xx", "2xx", "3xx", "4xx", "5xx"};

    private final MeterRegistry registry;
    private final Map<String, Timer[]> timers = new ConcurrentHashMap<>();

    public CallTimers(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param call one of a fixed set of names */
    public void record(String call, int status, long nanos) {
        timers.computeIfAbsent(call, this::register)[status / 100 - 1].record(nanos,
                TimeUnit.NANOSECONDS);
    }

    private Timer[] register(String call) {
        Timer[] byOutcome = new Timer[OUTCOMES.length];
        for (int i = 0; i < OUTCOMES.length; i++) {
            byOutcome[i] =
                    Timer.builder("binstore.calls").description("Calls over HTTP").tag("call", call)
                            .tag("outcome", OUTCOMES[i]).register(registry);
        }
        return byOutcome;
    }
}
