package io.binstore.bed.report;

import static io.binstore.launcher.report.Table.figure;

import io.binstore.bed.fault.Episode;
import io.binstore.bed.judge.Traffic;
import io.binstore.launcher.report.Page;
import io.binstore.launcher.report.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A run for people: a table of its faults, a summary, and a page with curves. */
public final class BedReport {

    private static final double SECOND = 1e9;
    /** Less than this comes faster than a poll can tell. */
    private static final long REFILL_BYTES_MIN = 20_000_000;

    private final Outcome outcome;

    public BedReport(Outcome outcome) {
        this.outcome = outcome;
    }

    /** One line for each fault; its waits apart: until the cluster is whole, and from then on while copies are spread. */
    public Table table() {
        Table table = new Table(3, List.of("#", "fault", "on", "at s", "lasted s", "whole after s",
                "answers/s before", "meanwhile", "failed", "longest wait s", "till settled s",
                "noticed ms", "view ms", "copies back ms"));
        Traffic traffic = outcome.verdict() == null ? new Traffic() : outcome.verdict().traffic();
        int number = 0;
        for (Episode each : outcome.episodes()) {
            long whole = each.completeNanos();
            Episode.Recovery took = each.recovery();
            table.add(List.of(Integer.toString(++number), each.fault(), shortened(each.victim()),
                    seconds(each.struckNanos() - outcome.originNanos()),
                    seconds(each.healedNanos() - each.struckNanos()),
                    whole == 0 ? "-" : seconds(whole - each.struckNanos()),
                    rate(traffic, each.struckNanos() - Outcome.AROUND_NANOS, each.struckNanos()),
                    rate(traffic, each.struckNanos(), whole),
                    Integer.toString(traffic.failures(each.struckNanos(), whole)),
                    precise(traffic.longestNanos(each.struckNanos(), whole)),
                    precise(traffic.longestNanos(whole, each.settledNanos())),
                    millis(took == null ? -1 : took.noticed()),
                    millis(took == null ? -1 : took.viewChanged()),
                    millis(took == null ? -1 : took.redundant())));
        }
        return table;
    }

    /** One line for each kind of fault: the worst of all that were done, which is what a limit is about. */
    public Table kinds() {
        Table table = new Table(1, List.of("fault", "times", "longest wait s", "till settled s",
                "failed",
                "noticed ms", "view ms", "copies back ms", "whole after s", "filled again with"));
        Traffic traffic = outcome.verdict() == null ? new Traffic() : outcome.verdict().traffic();
        outcome.episodes().stream().map(Episode::fault).distinct().sorted().forEach(kind -> {
            List<Episode> all = outcome.episodes().stream()
                    .filter(each -> each.fault().equals(kind) && each.recovery() != null).toList();
            table.add(List.of(kind, Integer.toString(all.size()),
                    precise(worst(all, each -> traffic.longestNanos(each.struckNanos(),
                            each.completeNanos()))),
                    precise(worst(all, each -> traffic.longestNanos(each.completeNanos(),
                            each.settledNanos()))),
                    Integer.toString((int) worst(all, each -> traffic
                            .failures(each.struckNanos(), each.completeNanos()))),
                    millis(worst(all, each -> recovery(each).noticed())),
                    millis(worst(all, each -> recovery(each).viewChanged())),
                    millis(worst(all, each -> recovery(each).redundant())),
                    String.format(Locale.ROOT, "%.1f", worst(all, each -> (each.completeNanos()
                            - each.struckNanos()) / SECOND)),
                    refills(all)));
        });
        return table;
    }

    private static Episode.Recovery recovery(Episode episode) {
        Episode.Recovery recovery = episode.recovery();
        return recovery == null ? new Episode.Recovery(-1, -1, -1) : recovery;
    }

    private static double worst(List<Episode> episodes, ToDoubleFunction<Episode> figure) {
        return episodes.stream().mapToDouble(figure).max().orElse(-1);
    }

    private static String refills(List<Episode> episodes) {
        List<String> figures = new ArrayList<>();
        for (Episode each : episodes) {
            if (each.refill() instanceof Episode.Refill refill
                    && refill.bytes() >= REFILL_BYTES_MIN) {
                figures.add(String.format(Locale.ROOT, "%.0f MB in %.1f s (%.0f MB/s)",
                        refill.bytes() / 1e6, refill.seconds(), refill.megabytesPerSecond()));
            }
        }
        return figures.isEmpty() ? "-" : String.join(", ", figures);
    }

    private static String shortened(String victim) {
        return victim.length() <= 40 ? victim : victim.substring(0, 37) + "...";
    }

    /** To the millisecond. */
    private static String precise(double nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / SECOND);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / SECOND);
    }

    private static String millis(double millis) {
        return millis < 0 ? "-" : String.format(Locale.ROOT, "%.0f", millis);
    }

    private static String rate(Traffic traffic, long from, long to) {
        return to <= from ? "-" : figure(traffic.answered(from, to) / ((to - from) / SECOND));
    }

    /** What the run shows, in sentences. */
    public List<String> summary() {
        List<String> lines = new ArrayList<>(outcome.settings());
        if (outcome.verdict() != null) {
            Traffic traffic = outcome.verdict().traffic();
            lines.add(String.format(Locale.ROOT,
                    "%,d calls on %,d bins in %.0f s, %d of them failed; every bin's history judged",
                    traffic.calls(), outcome.verdict().bins(),
                    (outcome.endNanos() - outcome.originNanos()) / SECOND,
                    outcome.verdict().failed()));
            lines.add(String.format(Locale.ROOT,
                    "waits: half below %.1f ms, 99.9 %% below %.1f ms, the longest %.3f s",
                    traffic.quantileNanos(outcome.originNanos(), outcome.endNanos(), 0.5) / 1e6,
                    traffic.quantileNanos(outcome.originNanos(), outcome.endNanos(), 0.999) / 1e6,
                    traffic.longestNanos(outcome.originNanos(), outcome.endNanos()) / SECOND));
        }
        lines.add(outcome.episodes().size() + " faults; " + outcome.replicasCompared()
                + " replicas of bins read to the end and compared; "
                + outcome.lostPartitions() + " partitions lost");
        List<String> wrong = outcome.faults();
        lines.add(wrong.isEmpty() ? "SOUND: nothing lost, nothing applied twice, no stale read,"
                + " nothing undecided, every fault bit" : "WRONG: " + wrong.size() + " findings");
        wrong.forEach(each -> lines.add("  " + each));
        return lines;
    }

    public String page() {
        Page page = new Page("binstore on the fault bed").list(summary());
        if (outcome.verdict() != null) {
            Traffic traffic = outcome.verdict().traffic();
            int seconds = (int) ((outcome.endNanos() - outcome.originNanos()) / SECOND) + 1;
            page.markup(TimeChart.svg("Answers per second",
                    Arrays.stream(traffic.answeredBySecond(outcome.originNanos(), seconds))
                            .asDoubleStream().toArray(),
                    marks(), "#1a7f37"));
            page.markup(TimeChart.svg("Longest wait of the calls answered in each second, in s",
                    Arrays.stream(traffic.longestBySecond(outcome.originNanos(), seconds))
                            .mapToDouble(nanos -> nanos / SECOND).toArray(),
                    marks(), "#2e6da4"));
        }
        page.heading("Faults by kind, the worst of each").table(kinds())
                .heading("Faults").table(table()).heading("What they were seen to do");
        int number = 0;
        List<String> seen = new ArrayList<>();
        for (Episode each : outcome.episodes()) {
            seen.add(++number + " " + each.fault() + " (" + each.victim() + "): "
                    + String.join(", ", each.bites()));
        }
        return page.list(seen).text();
    }

    private List<TimeChart.Mark> marks() {
        return outcome.episodes().stream()
                .map(each -> new TimeChart.Mark(
                        (each.struckNanos() - outcome.originNanos()) / SECOND,
                        (each.healedNanos() - outcome.originNanos()) / SECOND, each.fault()))
                .toList();
    }
}
