package io.binstore.bench.report;

import io.binstore.bench.report.BarChart.Bar;
import io.binstore.bench.report.Summary.Row;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A run as one page that needs nothing from elsewhere. */
public final class Html {

    private static final String STYLE = """
            body { font: 14px/1.45 sans-serif; margin: 2em auto; max-width: 1000px; color: #222; }
            table { border-collapse: collapse; margin: 1em 0; }
            th, td { padding: 2px 10px; border-bottom: 1px solid #ddd; text-align: right; }
            th.left, td.left { text-align: left; }
            svg text { font: 12px sans-serif; }
            li { margin: 2px 0; }
            """;

    private Html() {
    }

    /** @param settings sentences that say how the figures came about */
    public static String page(Summary summary, List<Footprint> footprints,
            List<String> settings) {
        StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<title>binstore beside its peers</title><style>\n").append(STYLE)
                .append("</style></head><body>\n<h1>binstore beside its peers</h1>\n<ul>\n");
        settings.forEach(line -> page.append("<li>").append(escape(line)).append("</li>\n"));
        page.append("</ul>\n");
        page.append(chart("Processor time per call, servers and client, in us (less is better)",
                summary, Row::cpuMicros));
        page.append(chart("Calls per second (more is better)", summary, Row::callsPerSecond));
        page.append(chart("Median latency in ms, of a whole batch where there are batches"
                + " (less is better)", summary, row -> row.percentile(50)));
        page.append(chart("99.9 % latency in ms (less is better)", summary,
                row -> row.percentile(99.9)));
        page.append("<h2>All figures</h2>\n").append(table(Tables.results(summary)))
                .append("<h2>Ratios</h2>\n").append(table(Tables.ratios(summary)))
                .append("<h2>Memory and idle cost</h2>\n")
                .append(table(Tables.footprints(footprints))).append("</body></html>\n");
        return page.toString();
    }

    private static String chart(String title, Summary summary, ToDoubleFunction<Row> value) {
        List<Bar> bars = summary.rows().stream().map(
                row -> new Bar(row.workload().word(), row.store(), value.applyAsDouble(row)))
                .toList();
        return BarChart.svg(title, bars);
    }

    private static String table(Table table) {
        StringBuilder html = new StringBuilder("<table>\n");
        String tag = "th";
        for (List<String> row : table.rows()) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                html.append('<').append(tag).append(table.isLeft(i) ? " class=\"left\">" : ">")
                        .append(escape(row.get(i))).append("</").append(tag).append('>');
            }
            html.append("</tr>\n");
            tag = "td";
        }
        return html.append("</table>\n").toString();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
