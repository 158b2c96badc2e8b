package io.binstore.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words and tables for people. */
public final class Text {

    private static final int KILO = 1_024;

    private Text() {
    }

    /** Seconds with as many digits as matter, such as "0.042 s" and "12.3 s". */
    public static String seconds(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        return String.format(Locale.ROOT,
                seconds < 1 ? "%.3f s" : seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }

    static String bytes(long bytes) {
        return bytes < 10 * KILO ? bytes + " B"
                : bytes < 10 * KILO * KILO ? bytes / KILO + " KB" : bytes / KILO / KILO + " MB";
    }

    /** Rows with their columns aligned; the first row is the heading. */
    public static List<String> table(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream().mapToInt(other -> other.get(at).length()).max().orElse(0);
                line.append(row.get(column))
                        .append(" ".repeat(width - row.get(column).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
