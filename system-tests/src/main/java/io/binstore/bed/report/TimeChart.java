package io.binstore.bed.report;

import io.binstore.launcher.report.Page;
import io.binstore.launcher.report.Table;
import java.util.List;
import java.util.Locale;

/** Two curves over the seconds of a run, answers and longest waits, with the faults marked, as SVG. */
final class TimeChart {

    private static final int WIDTH = 960;
    private static final int HEIGHT = 170;
    private static final int LEFT = 60;
    private static final int LABELS = 70;

    private TimeChart() {
    }

    /** A fault on the axis of time. @param from in seconds */
    record Mark(double from, double to, String text) {
    }

    static String svg(String title, double[] values, List<Mark> marks, String colour) {
        double highest = 1e-9;
        for (double value : values) {
            highest = Math.max(highest, value);
        }
        double perSecond = (double) (WIDTH - LEFT) / Math.max(1, values.length);
        StringBuilder svg = new StringBuilder("<h3>" + Page.escape(title)
                + "</h3>\n<svg viewBox=\"0 0 " + WIDTH + " " + (HEIGHT + LABELS + 20)
                + "\" width=\"" + WIDTH + "\" role=\"img\">\n");
        for (int i = 0; i < marks.size(); i++) {
            mark(svg, marks.get(i), perSecond, i);
        }
        StringBuilder points = new StringBuilder();
        for (int second = 0; second < values.length; second++) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", LEFT + second * perSecond,
                    LABELS + HEIGHT * (1 - values[second] / highest)));
        }
        svg.append("<polyline fill=\"none\" stroke=\"").append(colour)
                .append("\" stroke-width=\"1.2\" points=\"").append(points).append("\"/>\n");
        text(svg, 0, LABELS + 8, figure(highest));
        text(svg, 0, LABELS + HEIGHT, "0");
        text(svg, LEFT, LABELS + HEIGHT + 16, "0 s");
        text(svg, WIDTH - 60, LABELS + HEIGHT + 16, values.length + " s");
        return svg.append("</svg>\n").toString();
    }

    private static void mark(StringBuilder svg, Mark mark, double perSecond, int number) {
        double x = LEFT + mark.from() * perSecond;
        double width = Math.max(1, (mark.to() - mark.from()) * perSecond);
        svg.append(String.format(Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#f3d6d2\"/>%n", x,
                LABELS, width, HEIGHT));
        svg.append(String.format(Locale.ROOT,
                "<text transform=\"translate(%.1f %d) rotate(-50)\" fill=\"#a02b1f\">%s</text>%n",
                x + 4, LABELS - 3, Page.escape((number + 1) + " " + mark.text())));
    }

    private static void text(StringBuilder svg, int x, int y, String text) {
        svg.append("<text x=\"").append(x).append("\" y=\"").append(y).append("\">")
                .append(Page.escape(text)).append("</text>\n");
    }

    private static String figure(double value) {
        return Table.figure(value);
    }
}
