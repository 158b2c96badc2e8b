package io.binstore.bench;

import io.binstore.bench.host.JdkTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Flight recordings of JVMs, taken by the JDK's own tools. */
final class Profiler {

    private static final String RECORDING = "bench";

    private final Path folder;
    private final Map<Long, String> names = new LinkedHashMap<>();

    Profiler(Path folder) {
        this.folder = folder;
    }

    /** Begins a recording of each process that is a JVM. */
    void start(String store, List<Long> pids) {
        int number = 0;
        for (long pid : pids) {
            String name = "profile-" + store + "-" + number++;
            String answer =
                    JdkTool.run("jcmd", Long.toString(pid), "JFR.start", "name=" + RECORDING,
                            "settings=profile");
            if (answer.contains("Started recording")) {
                names.put(pid, name);
            }
        }
    }

    /** Writes all recordings, and the hottest methods as text; returns the files to tell of. */
    List<Path> stop() throws IOException {
        List<Path> files = new ArrayList<>();
        if (names.isEmpty()) {
            return files;
        }
        List<String> hottest = new ArrayList<>();
        Files.createDirectories(folder);
        for (Map.Entry<Long, String> entry : names.entrySet()) {
            Path file = folder.resolve(entry.getValue() + ".jfr");
            JdkTool.run("jcmd", Long.toString(entry.getKey()), "JFR.stop", "name=" + RECORDING,
                    "filename=" + file);
            files.add(file);
            hottest.add(entry.getValue());
            hottest.addAll(JdkTool
                    .run("jfr", "view", "--width", "140", "hot-methods", file.toString()).lines()
                    .filter(line -> !line.isBlank()).toList());
        }
        Path text = folder.resolve("hot-methods.txt");
        Files.write(text, hottest);
        files.add(text);
        return files;
    }
}
