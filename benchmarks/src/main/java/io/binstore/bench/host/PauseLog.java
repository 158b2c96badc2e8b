package io.binstore.bench.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM logs of its pauses, read from where one left off; see {@link #OPTION}. */
public final class PauseLog {

    /** Has a JVM write the log into its working folder. */
    public static final String OPTION = "-Xlog:gc,safepoint:file=pauses-%p.log:uptime:filecount=0";

    /** All collectors stop threads in safepoints, and so does whatever else stops them. */
    private static final Pattern SAFEPOINT =
            Pattern.compile("Safepoint \"(\\w+)\".* Total: (\\d+) ns");
    private static final Pattern HEAP_AFTER = Pattern.compile("GC\\(\\d+\\) .*->(\\d+)M\\b");
    private static final double NANOS_PER_MILLI = 1e6;

    private final Path file;
    private int linesRead;

    /**
     * What happened since the log was read before.
     *
     * @param longestMillis of one pause; 0 if there was none
     * @param longest what the JVM stopped for in that one
     * @param allMillis of all pauses together
     * @param heapAfterMegabytes what was left after the last collection; -1 if there was none
     */
    public record Pauses(int count, double longestMillis, String longest, double allMillis,
            long heapAfterMegabytes) {

        public static final Pauses NONE = new Pauses(0, 0, "", 0, -1);

        /** Those of two JVMs. */
        public Pauses and(Pauses other) {
            Pauses longer = other.longestMillis > longestMillis ? other : this;
            return new Pauses(count + other.count, longer.longestMillis, longer.longest,
                    allMillis + other.allMillis,
                    Math.max(heapAfterMegabytes, other.heapAfterMegabytes));
        }
    }

    /** @param folder the JVM's working folder */
    public PauseLog(Path folder, long pid) {
        this.file = folder.resolve("pauses-" + pid + ".log");
    }

    /** What the log says that was not read before. */
    public Pauses news() {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            Pauses pauses = of(lines.subList(Math.min(linesRead, lines.size()), lines.size()));
            linesRead = lines.size();
            return pauses;
        } catch (IOException e) {
            throw new UncheckedIOException("a server writes no log of its pauses", e);
        }
    }

    static Pauses of(List<String> lines) {
        Pauses pauses = Pauses.NONE;
        for (String line : lines) {
            Matcher safepoint = SAFEPOINT.matcher(line);
            Matcher collection = HEAP_AFTER.matcher(line);
            if (safepoint.find()) {
                double millis = Long.parseLong(safepoint.group(2)) / NANOS_PER_MILLI;
                pauses = pauses.and(new Pauses(1, millis, safepoint.group(1), millis, -1));
            } else if (collection.find()) {
                pauses = new Pauses(pauses.count, pauses.longestMillis, pauses.longest,
                        pauses.allMillis, Long.parseLong(collection.group(1)));
            }
        }
        return pauses;
    }
}
