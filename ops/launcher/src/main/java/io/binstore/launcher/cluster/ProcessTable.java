package io.binstore.launcher.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The processes of this machine. */
final class ProcessTable {

    private static final boolean LINUX = Files.isReadable(Path.of("/proc/self/stat"));

    // Of what follows the command's name in /proc/[pid]/stat.
    private static final int STATE = 0;
    private static final int START_TIME = 19;

    private ProcessTable() {
    }

    /**
     * A process that runs.
     *
     * @param started when it did, in the system's own unit: with the pid it identifies a process until the next boot
     */
    record Entry(String started, boolean paused) {
    }

    /** The process with this pid; null if there is none, or only the remains of one. */
    static @Nullable Entry find(long pid) {
        if (!LINUX) {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive)
                    .map(process -> new Entry(
                            process.info().startInstant().map(Object::toString).orElse("?"), false))
                    .orElse(null);
        }
        // Not by ProcessHandle: it takes zombies for alive, and its start times move when the clock is set.
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"),
                    StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return switch (fields[STATE]) {
                case "X", "x" -> null;
                // Its first thread has ended; its files are closed, and its port is free, with the last one.
                case "Z" -> threads(pid) > 1 ? new Entry(fields[START_TIME], false) : null;
                case "T", "t" -> new Entry(fields[START_TIME], true);
                default -> new Entry(fields[START_TIME], false);
            };
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            // It went while it was being read.
            return null;
        }
    }

    private static long threads(long pid) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return tasks.count();
        }
    }
}
