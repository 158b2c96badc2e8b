package io.binstore.bench.report;

import io.binstore.launcher.report.Page;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Lines over a common axis, both axes logarithmic, in panels beside each other: a file of SVG. */
public final class LineChart {

    private static final String[] COLOURS =
            {"#1a7f37", "#2e6da4", "#c0392b", "#8e44ad", "#b9770e", "#555555"};
    private static final String[] DASHES = {"none", "6 3", "2 3"};

    private static final int COLUMNS = 3;
    private static final int WIDTH = 320;
    private static final int LEFT = 46;
    private static final int RIGHT = 14;
    private static final int TOP = 26;
    private static final int PLOT = 190;
    private static final int BELOW = 36;
    private static final int LEGEND_ROW = 15;
    private static final int LEGEND_SAMPLE = 22;

    private LineChart() {
    }

    /** One value, above zero on both axes. */
    public record Dot(double x, double y) {
    }

    /** @param colour the same for lines that belong together @param dash tells these apart */
    public record Line(String label, int colour, int dash, List<Dot> dots) {

        public Line {
            dots = dots.stream().filter(dot -> dot.x > 0 && dot.y > 0).toList();
        }
    }

    /** One plot. */
    public record Panel(String title, List<Line> lines) {
    }

    /** @param unit of the common axis */
    public static String svg(String unit, List<Panel> panels) {
        int legend = panels.stream().mapToInt(panel -> panel.lines().size()).max().orElse(0)
                * LEGEND_ROW;
        int height = TOP + PLOT + BELOW + legend + LEGEND_ROW;
        int columns = Math.min(COLUMNS, panels.size());
        int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\""
                        + " width=\"%1$d\" height=\"%2$d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">%n<rect width=\"%1$d\" height=\"%2$d\""
                        + " fill=\"#ffffff\"/>%n",
                columns * WIDTH, rows * height));
        for (int i = 0; i < panels.size(); i++) {
            svg.append(String.format(Locale.ROOT, "<g transform=\"translate(%d %d)\">%n",
                    i % COLUMNS * WIDTH, i / COLUMNS * height));
            plot(svg, unit, panels.get(i));
            svg.append("</g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static void plot(StringBuilder svg, String unit, Panel panel) {
        LogScale x = scale(panel, Dot::x, LEFT, WIDTH - RIGHT);
        LogScale y = scale(panel, Dot::y, TOP + PLOT, TOP);
        text(svg, LEFT, TOP - 10, "start", panel.title());
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, TOP + PLOT + BELOW - 8, "middle", unit);
        for (double tick : x.ticks()) {
            line(svg, x.position(tick), TOP, x.position(tick), TOP + PLOT);
            text(svg, x.position(tick), TOP + PLOT + 13, "middle", LogScale.label(tick));
        }
        for (double tick : y.ticks()) {
            line(svg, LEFT, y.position(tick), WIDTH - RIGHT, y.position(tick));
            text(svg, LEFT - 4, y.position(tick) + 4, "end", LogScale.label(tick));
        }
        int row = TOP + PLOT + BELOW + LEGEND_ROW / 2;
        for (Line line : panel.lines()) {
            StringBuilder points = new StringBuilder();
            for (Dot dot : line.dots()) {
                double left = x.position(dot.x());
                double top = y.position(dot.y());
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", left, top));
                svg.append(String.format(Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.2\" fill=\"%s\"/>%n", left, top,
                        colour(line)));
            }
            curve(svg, line, points.toString().strip());
            curve(svg, line, LEFT + "," + row + " " + (LEFT + LEGEND_SAMPLE) + "," + row);
            text(svg, LEFT + LEGEND_SAMPLE + 6, row + 4, "start", line.label());
            row += LEGEND_ROW;
        }
    }

    private static LogScale scale(Panel panel, ToDoubleFunction<Dot> value, double begin,
            double end) {
        double[] values = panel.lines().stream().flatMap(line -> line.dots().stream())
                .mapToDouble(value).sorted().toArray();
        return values.length == 0 ? LogScale.around(1, 1, begin, end)
                : LogScale.around(values[0], values[values.length - 1], begin, end);
    }

    private static String colour(Line line) {
        return COLOURS[line.colour() % COLOURS.length];
    }

    private static void curve(StringBuilder svg, Line line, String points) {
        svg.append("<polyline points=\"").append(points).append("\" fill=\"none\" stroke=\"")
                .append(colour(line)).append("\" stroke-width=\"1.6\" stroke-dasharray=\"")
                .append(DASHES[line.dash() % DASHES.length]).append("\"/>\n");
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(String.format(Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>%n", x1,
                y1, x2, y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#333333\">%s</text>%n", x,
                y, anchor, Page.escape(text)));
    }
}
