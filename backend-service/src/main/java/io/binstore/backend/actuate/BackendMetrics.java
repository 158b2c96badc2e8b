package io.binstore.backend.actuate;

import io.binstore.backend.core.BackendReport;
import io.binstore.backend.http.Admission;
import io.binstore.backend.http.Node;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Gauges over the backend's report, which one scrape asks for once. */
public final class BackendMetrics implements MeterBinder {

    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Node node;
    private final Admission callers;
    private @Nullable BackendReport last;
    private long lastNanos;

    public BackendMetrics(Node node, Admission callers) {
        this.node = node;
        this.callers = callers;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "binstore.bytes", "Memory held by replicas and learners", "bytes",
                r -> r.health().bytes());
        gauge(registry, "binstore.bytes.limit", "Above it, writes that grow the store are refused",
                "bytes",
                r -> r.health().bytesLimit());
        gauge(registry, "binstore.epoch", "The active view's epoch, 0 without one", null,
                r -> r.health().epoch());
        partitions(registry, "head", r -> r.health().heads());
        partitions(registry, "middle", r -> r.health().middles());
        partitions(registry, "tail", r -> r.health().tails());
        partitions(registry, "learner", r -> r.health().learners());
        gauge(registry, "binstore.partitions.serving", "Replicas that are active and complete",
                null,
                BackendReport::serving);
        gauge(registry, "binstore.waiting", "Calls that wait for a commitment, a lease or a view",
                null,
                BackendReport::waitingCalls);
        gauge(registry, "binstore.suffix.bytes", "Entries kept for successors and learners",
                "bytes",
                BackendReport::suffixBytes);
        gauge(registry, "binstore.sessions",
                "Clients with recorded results, summed over partitions", null,
                BackendReport::sessions);
        Gauge.builder("binstore.calls.open", callers, Admission::calls)
                .description("Storage calls over HTTP that are being answered").register(registry);
    }

    private void partitions(MeterRegistry registry, String role,
            ToDoubleFunction<BackendReport> value) {
        Gauge.builder("binstore.partitions", this, metrics -> metrics.read(value))
                .description("Partitions by the role of this backend").tag("role", role)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String description,
            @Nullable String unit,
            ToDoubleFunction<BackendReport> value) {
        Gauge.builder(name, this, metrics -> metrics.read(value)).description(description)
                .baseUnit(unit)
                .register(registry);
    }

    private double read(ToDoubleFunction<BackendReport> value) {
        try {
            return value.applyAsDouble(report());
        } catch (Node.NoAnswer e) {
            return Double.NaN;
        }
    }

    private synchronized BackendReport report() {
        long nowNanos = System.nanoTime();
        BackendReport report = last;
        if (report == null || nowNanos - lastNanos > FRESH_NANOS) {
            report = node.report();
            last = report;
            lastNanos = nowNanos;
        }
        return report;
    }
}
