package io.binstore.bench.growth;

import io.binstore.launcher.report.Table;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation at one size.
 *
 * @param axis the word of what grows
 * @param size how far it has grown
 * @param figures those that the point has
 */
record Point(String axis, long size, String operation, Map<Metric, Double> figures) {

    Point {
        figures = Map.copyOf(figures);
    }

    @Nullable
    Double figure(Metric metric) {
        return figures.get(metric);
    }

    /** A figure as it stands in tables. */
    String text(Metric metric) {
        Double figure = figures.get(metric);
        return figure == null ? "-"
                : metric.counts() ? Long.toString(Math.round(figure)) : Table.figure(figure);
    }
}
