package io.binstore.bench.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The machine and the JVM of the run. */
public final class Host {

    private static final long TICKS_DEFAULT = 100;

    private Host() {
    }

    /** The unit of processor times in {@code /proc}. */
    static long ticksPerSecond() {
        try {
            Process process = new ProcessBuilder("getconf", "CLK_TCK").start();
            String text = new String(process.getInputStream().readAllBytes(),
                    StandardCharsets.ISO_8859_1).strip();
            return text.isEmpty() ? TICKS_DEFAULT : Long.parseLong(text);
        } catch (IOException e) {
            return TICKS_DEFAULT;
        }
    }

    /** Sentences that describe it. */
    public static List<String> description() {
        return List.of(processors() + ", " + memory() + " memory, " + System.getProperty("os.name")
                + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    }

    private static String processors() {
        int count = Runtime.getRuntime().availableProcessors();
        return count + " processors"
                + lines("/proc/cpuinfo").stream().filter(line -> line.startsWith("model name"))
                        .map(line -> " (" + line.substring(line.indexOf(':') + 2) + ")")
                        .findFirst().orElse("");
    }

    private static String memory() {
        return lines("/proc/meminfo").stream().filter(line -> line.startsWith("MemTotal:"))
                .map(line -> (Long.parseLong(line.replaceAll("\\D", "")) >> 20) + " GiB")
                .findFirst().orElse("unknown");
    }

    /** The machine's load average over the last minute, as the system tells it. */
    public static String load() {
        List<String> lines = lines("/proc/loadavg");
        return lines.isEmpty() ? "unknown" : lines.get(0).split(" ")[0];
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return List.of();
        }
    }
}
