package io.binstore.launcher.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder that remembers a running cluster: its description, one pid file and one log for each process. */
public final class RunFolder {

    private static final String DESCRIPTION = "cluster.properties";
    private static final String PID = ".pid";

    private final Path folder;

    public RunFolder(Path folder) {
        this.folder = folder;
    }

    public Path path() {
        return folder;
    }

    /** Where a process writes what it has to say. */
    public Path log(Name name) {
        return folder.resolve(name.fileName() + ".log");
    }

    /** The description left by {@link #describe}; null if there is no cluster. */
    @Nullable
    Properties description() {
        Path file = folder.resolve(DESCRIPTION);
        if (!Files.exists(file)) {
            return null;
        }
        Properties description = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            description.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new Trouble(
                    file + " cannot be read (" + e.getMessage() + "); remove it to start over", e);
        }
        return description;
    }

    void describe(Properties description) {
        writing(() -> {
            Files.createDirectories(folder);
            try (var out = Files.newBufferedWriter(folder.resolve(DESCRIPTION))) {
                description.store(out, null);
            }
        });
    }

    void remember(LocalProcess process) {
        writing(() -> Files.writeString(pidFile(process.name()),
                process.pid() + " " + process.started() + "\n"));
    }

    /** The process as it was started last, whether or not it still runs; null if it never was. */
    @Nullable
    LocalProcess recall(Name name) {
        Path file = pidFile(name);
        try {
            if (!Files.exists(file)) {
                return null;
            }
            String[] parts = Files.readString(file).strip().split(" ", 2);
            return new LocalProcess(name, Long.parseLong(parts[0]),
                    parts.length > 1 ? parts[1] : "");
        } catch (IOException | NumberFormatException e) {
            throw new Trouble(file + " cannot be read (" + e.getMessage()
                    + "); remove it when the process is gone", e);
        }
    }

    void forget(Name name) {
        writing(() -> Files.deleteIfExists(pidFile(name)));
    }

    /** Forgets the cluster; the logs stay. */
    void forgetAll() {
        writing(() -> {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.filter(f -> f.toString().endsWith(PID)).toList()) {
                        Files.delete(file);
                    }
                }
            }
            Files.deleteIfExists(folder.resolve(DESCRIPTION));
        });
    }

    /** Removes the logs of earlier clusters. */
    void clearLogs() {
        writing(() -> {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
                        Files.delete(file);
                    }
                }
            }
        });
    }

    private Path pidFile(Name name) {
        return folder.resolve(name.fileName() + PID);
    }

    /** Something that may fail for the disk's reasons. */
    private interface Write {
        void run() throws IOException;
    }

    private void writing(Write write) {
        try {
            write.run();
        } catch (IOException | UncheckedIOException e) {
            throw new Trouble("cannot write to " + folder + ": " + e.getMessage(), e);
        }
    }
}
