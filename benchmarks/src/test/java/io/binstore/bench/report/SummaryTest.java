package io.binstore.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.binstore.bench.host.CpuMeter;
import io.binstore.bench.host.DriverWatch;
import io.binstore.bench.host.Memory;
import io.binstore.bench.load.Measurement;
import io.binstore.bench.load.Outcome;
import io.binstore.bench.load.Workload;
import io.binstore.launcher.report.Table;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private static final long SECOND = 1_000_000_000;

    private final Summary summary = new Summary(List.of(
            measured("redis", Workload.GET, 1, 1_000, 10, 1_000_000),
            measured("binstore", Workload.SET, 1, 100, 40, 1_000_000),
            measured("redis", Workload.SET, 1, 400, 20, 1_000_000),
            measured("binstore", Workload.SET, 2, 300, 80, 9_000_000),
            measured("redis", Workload.SET, 2, 200, 40, 1_000_000),
            measured("binstore", Workload.SET, 3, 200, 60, 2_000_000)));

    private static Measurement measured(String store, Workload workload, int round, long calls,
            long cpuMicros, long latencyNanos) {
        Histogram latency = new Histogram(SECOND, 3);
        latency.recordValueWithCount(latencyNanos, calls);
        long nanos = calls * cpuMicros * 1_000;
        return new Measurement(workload, store, round,
                new Outcome(calls, SECOND, new CpuMeter.Reading(nanos / 4, nanos - nanos / 4),
                        new DriverWatch.Seen(round, 10, 20), latency, new Histogram(3),
                        round == 3 ? 1 : 0, null));
    }

    @Test
    void takesTheMedianOfRoundsAndAllOfTheirLatencies() {
        Summary.Row row = summary.find(Workload.SET, "binstore");
        assertThat(row.callsPerSecond()).isEqualTo(200);
        assertThat(row.cpuMicros()).isCloseTo(60, within(0.01));
        assertThat(row.serverMicros()).isCloseTo(15, within(0.01));
        assertThat(row.latency().getTotalCount()).isEqualTo(600);
        assertThat(row.percentile(50)).isCloseTo(2, within(0.01));
        assertThat(row.max()).isCloseTo(9, within(0.01));
        assertThat(row.errors()).isEqualTo(1);
        assertThat(row.driver()).isEqualTo(new DriverWatch.Seen(3, 30, 60));
        assertThat(summary.find(Workload.SET, "redis").callsPerSecond()).isEqualTo(300);
    }

    @Test
    void ordersRowsByWorkload() {
        assertThat(summary.rows()).extracting(row -> row.workload().word() + " " + row.store())
                .containsExactly("set binstore", "set redis", "get redis");
    }

    @Test
    void comparesWithEachPeerWhereBothWereMeasured() {
        assertThat(Tables.ratios(summary).rows()).hasSize(2);
        assertThat(Tables.ratios(summary).rows().get(1)).startsWith("set", "redis", "0.667",
                "2.00");
    }

    @Test
    void writesEveryRound() {
        assertThat(Tables.roundsCsv(summary)).hasSize(7)
                .contains("set,binstore,2,300,1.000,300.0,80.000,20.000,60.000,9003.0,9003.0,"
                        + "9003.0,9003.0,0.0,2,20,0");
    }

    @Test
    void alignsColumns() {
        Table table = new Table(1, List.of("name", "figure"));
        table.add(List.of("a", "1"));
        table.add(List.of("longer", "12345678"));
        assertThat(table.lines()).containsExactly("name      figure", "a              1",
                "longer  12345678");
    }

    @Test
    void showsDigitsThatMeanSomething() {
        assertThat(List.of(Table.figure(12_345.6), Table.figure(123.4), Table.figure(12.34),
                Table.figure(1.234), Table.figure(0.1234), Table.figure(Double.NaN)))
                .containsExactly("12,346", "123", "12.3", "1.23", "0.123", "-");
    }

    @Test
    void makesAPageThatNeedsNothingFromElsewhere() {
        Footprint footprint = new Footprint("redis", 3, 1_000, new Memory(1_000_000, 0),
                new Memory(1_600_000, 0), new Memory(2_000_000, 0), 1.5);
        String page = Html.page(summary, List.of(footprint), List.of("values <100> & bytes"));
        assertThat(page).contains("<svg", "values &lt;100&gt; &amp; bytes", "<td>200</td>")
                .doesNotContain("<script", "http:", "https:", "href");
    }
}
