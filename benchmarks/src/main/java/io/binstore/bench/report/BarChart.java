package io.binstore.bench.report;

import static io.binstore.launcher.report.Table.figure;

import io.binstore.launcher.report.Page;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Bars for each store, grouped by workload, as SVG. */
final class BarChart {

    private static final Map<String, String> COLOURS =
            Map.of(Tables.OWN, "#1a7f37", "redis", "#c0392b", "hazelcast", "#2e6da4");
    private static final String OTHER_COLOUR = "#777777";

    private static final int WIDTH = 860;
    private static final int LABELS = 130;
    private static final int FIGURES = 90;
    private static final int BAR = 16;
    private static final int GAP = 14;

    private BarChart() {
    }

    /** One bar. */
    record Bar(String group, String label, double value) {
    }

    /** Each group has a scale of its own: workloads differ by orders of magnitude. */
    static String svg(String title, List<Bar> bars) {
        StringBuilder svg = new StringBuilder();
        int y = 0;
        String group = "";
        for (Bar bar : bars) {
            if (!bar.group().equals(group)) {
                y += group.isEmpty() ? 0 : GAP;
                group = bar.group();
                text(svg, 0, y + BAR - 4, "start", bar.group(), "#000000");
            }
            double widest = bars.stream().filter(other -> other.group().equals(bar.group()))
                    .mapToDouble(Bar::value).max().orElse(1);
            double width =
                    widest == 0 ? 0 : bar.value() / widest * (WIDTH - LABELS - FIGURES);
            svg.append(String.format(Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n", LABELS,
                    y + 1, width, BAR - 3, COLOURS.getOrDefault(bar.label(), OTHER_COLOUR)));
            text(svg, LABELS + (int) width + 6, y + BAR - 4, "start",
                    figure(bar.value()) + " " + bar.label(), "#333333");
            y += BAR;
        }
        return "<h3>" + Page.escape(title) + "</h3>\n<svg viewBox=\"0 0 " + (WIDTH + FIGURES) + " "
                + (y + 2) + "\" width=\"" + (WIDTH + FIGURES) + "\" role=\"img\">\n" + svg
                + "</svg>\n";
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String text,
            String colour) {
        svg.append("<text x=\"").append(x).append("\" y=\"").append(y).append("\" text-anchor=\"")
                .append(anchor).append("\" fill=\"").append(colour).append("\">")
                .append(Page.escape(text)).append("</text>\n");
    }
}
