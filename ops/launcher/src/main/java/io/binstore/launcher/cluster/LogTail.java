package io.binstore.launcher.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** The last lines of a log. */
public final class LogTail {

    private LogTail() {
    }

    /** @return at most this many lines; none if there is no such log */
    public static List<String> read(Path log, int lines) {
        if (!Files.exists(log)) {
            return List.of();
        }
        Deque<String> last = new ArrayDeque<>();
        // A charset that every byte is valid in.
        try (Stream<String> all = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            all.forEach(line -> {
                last.addLast(new String(line.getBytes(StandardCharsets.ISO_8859_1),
                        StandardCharsets.UTF_8));
                if (last.size() > lines) {
                    last.removeFirst();
                }
            });
        } catch (IOException e) {
            throw new Trouble("cannot read " + log + ": " + e.getMessage(), e);
        }
        return List.copyOf(last);
    }
}
