package io.binstore.bench.report;

import io.binstore.bench.report.BarChart.Bar;
import io.binstore.bench.report.Summary.Row;
import io.binstore.launcher.report.Page;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A run as one page that needs nothing from elsewhere. */
public final class Html {

    private Html() {
    }

    /** @param settings sentences that say how the figures came about */
    public static String page(Summary summary, List<Footprint> footprints,
            List<String> settings) {
        return new Page("binstore beside its peers").list(settings)
                .markup(chart("Processor time per call, servers and client, in us (less is better)",
                        summary, Row::cpuMicros))
                .markup(chart("Calls per second (more is better)", summary, Row::callsPerSecond))
                .markup(chart("Median latency in ms, of a whole batch where there are batches"
                        + " (less is better)", summary, row -> row.percentile(50)))
                .markup(chart("99.9 % latency in ms (less is better)", summary,
                        row -> row.percentile(99.9)))
                .heading("All figures").table(Tables.results(summary))
                .heading("Ratios").table(Tables.ratios(summary))
                .heading("Memory and idle cost").table(Tables.footprints(footprints)).text();
    }

    private static String chart(String title, Summary summary, ToDoubleFunction<Row> value) {
        List<Bar> bars = summary.rows().stream().map(
                row -> new Bar(row.workload().word(), row.store(), value.applyAsDouble(row)))
                .toList();
        return BarChart.svg(title, bars);
    }
}
