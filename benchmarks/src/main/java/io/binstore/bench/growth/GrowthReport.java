package io.binstore.bench.growth;

import io.binstore.bench.host.Host;
import io.binstore.bench.report.LineChart;
import io.binstore.bench.report.LineChart.Dot;
import io.binstore.bench.report.LineChart.Line;
import io.binstore.bench.report.LineChart.Panel;
import io.binstore.launcher.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What a run found: tables, comma-separated values, and a chart for each axis. */
final class GrowthReport {

    /** What stands together in a panel of a chart. */
    private static final List<List<Metric>> PANELS = List.of(List.of(Metric.CALLS_PER_SECOND),
            List.of(Metric.CPU_MICROS), List.of(Metric.P50, Metric.P99, Metric.P999),
            List.of(Metric.MEGABYTES_PER_SECOND),
            List.of(Metric.WAIT_SAME_CLIENT, Metric.WAIT_OTHER_CLIENT),
            List.of(Metric.RESIDENT_MEGABYTES), List.of(Metric.BYTES_PER_ENTRY));

    private final List<Points> axes;
    private final List<String> settings;

    GrowthReport(List<Points> axes, List<String> settings) {
        this.axes = List.copyOf(axes);
        this.settings = List.copyOf(settings);
    }

    /** The settings, and a table for each axis. */
    List<String> text() {
        List<String> lines = new ArrayList<>(settings);
        lines.add("load average at the end " + Host.load());
        for (Points points : axes) {
            List<Metric> metrics = Points.metrics(points.all());
            List<String> heading = new ArrayList<>(List.of("operation", points.axis().unit()));
            metrics.forEach(metric -> heading.add(metric.title()));
            Table table = new Table(1, heading);
            for (Point point : points.all()) {
                List<String> row = new ArrayList<>(
                        List.of(point.operation(), Long.toString(point.size())));
                metrics.forEach(metric -> row.add(point.text(metric)));
                table.add(row);
            }
            lines.add("");
            lines.addAll(table.lines());
        }
        return lines;
    }

    List<String> csv() {
        List<String> lines = new ArrayList<>();
        StringBuilder heading = new StringBuilder("axis,size,operation");
        for (Metric metric : Metric.values()) {
            heading.append(',').append(metric.word());
        }
        lines.add(heading.toString());
        for (Points points : axes) {
            for (Point point : points.all()) {
                StringBuilder line = new StringBuilder(point.axis()).append(',')
                        .append(point.size()).append(',').append(point.operation());
                for (Metric metric : Metric.values()) {
                    line.append(',').append(point.figure(metric) instanceof Double figure
                            ? String.format(Locale.ROOT, "%.3f", figure)
                            : "");
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }

    /** The chart of an axis as a file of SVG. */
    static String chart(Points points) {
        List<String> operations =
                points.all().stream().map(Point::operation).distinct().toList();
        List<Panel> panels = new ArrayList<>();
        for (List<Metric> metrics : PANELS) {
            List<Line> lines = new ArrayList<>();
            for (String operation : operations) {
                for (Metric metric : metrics) {
                    List<Dot> dots = dots(points, operation, metric);
                    if (!dots.isEmpty()) {
                        lines.add(new Line(
                                metrics.size() == 1 ? operation
                                        : operation + ": " + metric.title(),
                                operations.indexOf(operation), metrics.indexOf(metric), dots));
                    }
                }
            }
            if (!lines.isEmpty()) {
                panels.add(new Panel(title(metrics), lines));
            }
        }
        return LineChart.svg(points.axis().unit(), panels);
    }

    private static String title(List<Metric> metrics) {
        return metrics.contains(Metric.P50) ? "latency, ms"
                : metrics.contains(Metric.WAIT_SAME_CLIENT) ? "longest wait of a get, ms"
                        : metrics.getFirst().title();
    }

    private static List<Dot> dots(Points points, String operation, Metric metric) {
        return points.all().stream().filter(point -> point.operation().equals(operation))
                .map(point -> point.figure(metric) instanceof Double figure
                        ? new Dot(point.size(), figure)
                        : null)
                .filter(Objects::nonNull).toList();
    }

    /** @return the files */
    List<Path> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        files.add(Files.write(folder.resolve("growth.txt"), text()));
        files.add(Files.write(folder.resolve("growth.csv"), csv()));
        for (Points points : axes) {
            files.add(Files.writeString(
                    folder.resolve("growth-" + points.axis().word() + ".svg"), chart(points)));
        }
        return files;
    }
}
