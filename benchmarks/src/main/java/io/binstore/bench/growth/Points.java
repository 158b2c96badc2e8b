package io.binstore.bench.growth;

import io.binstore.bench.load.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The points of one axis, told as they come. */
final class Points {

    private final Axis axis;
    private final List<Point> points = new ArrayList<>();

    Points(Axis axis) {
        this.axis = axis;
    }

    Axis axis() {
        return axis;
    }

    List<Point> all() {
        return List.copyOf(points);
    }

    void add(long size, String operation, Outcome outcome) {
        add(size, operation, Metric.of(outcome));
        if (outcome.firstError() != null) {
            System.out.println("    first error: " + outcome.firstError());
        }
    }

    void add(long size, String operation, Map<Metric, Double> figures) {
        Point point = new Point(axis.word(), size, operation, figures);
        points.add(point);
        System.out.println("  " + axis.word() + " " + size + " " + operation + ": "
                + metrics(List.of(point)).stream()
                        .map(metric -> metric.title() + " " + point.text(metric))
                        .collect(Collectors.joining(", ")));
    }

    /** The metrics that any of them has, in their order. */
    static List<Metric> metrics(List<Point> points) {
        return points.stream().flatMap(point -> point.figures().keySet().stream()).distinct()
                .sorted().toList();
    }
}
