package io.binstore.launcher.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of text: the first columns to the left, figures to the right. */
public final class Table {

    private final int leftColumns;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(int leftColumns, List<String> heading) {
        this.leftColumns = leftColumns;
        rows.add(List.copyOf(heading));
    }

    public void add(List<String> row) {
        if (row.size() != rows.get(0).size()) {
            throw new IllegalArgumentException("a row of another width");
        }
        rows.add(List.copyOf(row));
    }

    /** The heading first. */
    public List<List<String>> rows() {
        return rows;
    }

    public boolean isLeft(int column) {
        return column < leftColumns;
    }

    /** Its lines, columns aligned. */
    public List<String> lines() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String fill = " ".repeat(widths[i] - row.get(i).length());
                line.append(isLeft(i) ? row.get(i) + fill : fill + row.get(i)).append("  ");
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** A figure with as many digits as mean something. */
    public static String figure(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "-";
        }
        double size = Math.abs(value);
        String format = size >= 1_000 ? "%,.0f" : size >= 100 ? "%.0f" : size >= 10 ? "%.1f"
                : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
