package io.binstore.launcher.report;

import java.util.List;

/** A page of HTML that needs nothing from elsewhere. */
public final class Page {

    private static final String STYLE = """
            body { font: 14px/1.45 sans-serif; margin: 2em auto; max-width: 1000px; color: #222; }
            table { border-collapse: collapse; margin: 1em 0; }
            th, td { padding: 2px 10px; border-bottom: 1px solid #ddd; text-align: right; }
            th.left, td.left { text-align: left; }
            svg text { font: 12px sans-serif; }
            li { margin: 2px 0; }
            """;

    private final StringBuilder html = new StringBuilder();

    public Page(String title) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<title>").append(escape(title)).append("</title><style>\n").append(STYLE)
                .append("</style></head><body>\n<h1>").append(escape(title)).append("</h1>\n");
    }

    public Page heading(String text) {
        html.append("<h2>").append(escape(text)).append("</h2>\n");
        return this;
    }

    public Page list(List<String> lines) {
        html.append("<ul>\n");
        lines.forEach(line -> html.append("<li>").append(escape(line)).append("</li>\n"));
        html.append("</ul>\n");
        return this;
    }

    public Page table(Table table) {
        html.append("<table>\n");
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
        html.append("</table>\n");
        return this;
    }

    /** Puts in what is HTML or SVG already. */
    public Page markup(String markup) {
        html.append(markup);
        return this;
    }

    /** The whole page. */
    public String text() {
        return html + "</body></html>\n";
    }

    public static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
