package io.binstore.simulation.shrink;

import io.binstore.simulation.world.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The state transitions of a run as a table: time goes down, and each host has a column. */
public final class Lanes {

    private static final int WIDTH = 26;
    /** What servers do with every single entry would hide what they become. */
    private static final Pattern TOO_MUCH = Pattern.compile("(applies|probe:|ViewCache:) .*");
    private static final Pattern VIEW =
            Pattern.compile("View\\[cluster=[^,]*, epoch=(\\d+), .*?\\](?= \\[Chain|$).*");
    private static final Pattern REST_OF_NAMES =
            Pattern.compile("(Incarnation|Keeper|ViewChange): ");

    private Lanes() {
    }

    /** The table, line by line. */
    public static List<String> table(List<Trace.Line> story) {
        TreeMap<String, Integer> columns = new TreeMap<>();
        story.forEach(line -> columns.put(columnOf(line.who()), 0));
        int next = 0;
        for (String host : columns.keySet()) {
            columns.put(host, next++);
        }
        List<String> table = new ArrayList<>();
        table.add(row("", new ArrayList<>(columns.keySet())));
        String lastTime = "";
        for (Trace.Line line : story) {
            if (!TOO_MUCH.matcher(line.what()).matches()) {
                String time = String.format(Locale.ROOT, "%.6f", line.nanos() / 1e9);
                int column = columns.getOrDefault(columnOf(line.who()), 0);
                for (String part : wrap(shorten(line))) {
                    List<String> cells = new ArrayList<>();
                    for (int i = 0; i < columns.size(); i++) {
                        cells.add(i == column ? part : "");
                    }
                    table.add(row(time.equals(lastTime) ? "" : time, cells));
                    lastTime = time;
                }
            }
        }
        return table;
    }

    /** The runs of one host share a column, and so does everything that is no host. */
    private static String columnOf(String who) {
        String host = who.contains(".") ? who.substring(0, who.indexOf('.')) : who;
        return switch (host) {
            case "run", "chaos", "oracle", "point", "world" -> "* run";
            default -> host;
        };
    }

    private static String shorten(Trace.Line line) {
        String text = REST_OF_NAMES.matcher(line.what()).replaceAll("");
        return VIEW.matcher(text).replaceAll("epoch $1");
    }

    private static List<String> wrap(String text) {
        List<String> parts = new ArrayList<>();
        String left = text;
        while (left.length() > WIDTH) {
            int at = left.lastIndexOf(' ', WIDTH);
            int end = at <= 0 ? WIDTH : at;
            parts.add(left.substring(0, end));
            left = left.substring(end).stripLeading();
        }
        parts.add(left);
        return parts;
    }

    private static String row(String time, List<String> cells) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%12s", time));
        for (String cell : cells) {
            row.append(" | ").append(String.format(Locale.ROOT, "%-" + WIDTH + "s", cell));
        }
        return row.toString().stripTrailing();
    }
}
