package io.binstore.keeper.actuate;

import io.binstore.keeper.core.KeeperReport;
import io.binstore.keeper.core.KeeperSettings;
import io.binstore.keeper.node.KeeperNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Gauges over the keeper's report, which one scrape asks for once. */
public final class KeeperMetrics implements MeterBinder {

    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final KeeperNode node;
    private @Nullable KeeperReport last;
    private long lastNanos;

    public KeeperMetrics(KeeperNode node) {
        this.node = node;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "binstore.keeper.lead", "1 if this keeper leads, else 0",
                r -> r.leads() ? 1 : 0);
        gauge(registry, "binstore.keeper.epoch", "Epoch of the newest view known, 0 without one",
                KeeperReport::epoch);
        gauge(registry, "binstore.keeper.members", "Members of the newest view known",
                r -> r.view() == null ? 0 : r.view().members().size());
        for (int complete = 0; complete <= KeeperSettings.REPLICAS_DEFAULT; complete++) {
            partitions(registry, complete);
        }
        gauge(registry, "binstore.keeper.migrations", "Learners that are being filled",
                r -> r.migrations().running());
        gauge(registry, "binstore.keeper.lost", "How often a partition has lost all its replicas",
                KeeperReport::lostPartitions);
    }

    private void partitions(MeterRegistry registry, int complete) {
        Gauge.builder("binstore.keeper.partitions", this, metrics -> metrics.read(report -> {
            List<Integer> byComplete = report.redundancy().byCompleteReplicas();
            return complete < byComplete.size() ? byComplete.get(complete) : 0;
        })).description("Partitions by their complete replicas")
                .tag("replicas", Integer.toString(complete))
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String description,
            ToDoubleFunction<KeeperReport> value) {
        Gauge.builder(name, this, metrics -> metrics.read(value)).description(description)
                .register(registry);
    }

    private double read(ToDoubleFunction<KeeperReport> value) {
        try {
            return value.applyAsDouble(report());
        } catch (KeeperNode.NoAnswer e) {
            return Double.NaN;
        }
    }

    private synchronized KeeperReport report() {
        long nowNanos = System.nanoTime();
        KeeperReport report = last;
        if (report == null || nowNanos - lastNanos > FRESH_NANOS) {
            report = node.report();
            last = report;
            lastNanos = nowNanos;
        }
        return report;
    }
}
