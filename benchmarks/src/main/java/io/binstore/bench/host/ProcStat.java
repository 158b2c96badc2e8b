package io.binstore.bench.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code /proc/[pid]} says about a process.
 *
 * @param ticks processor time in user and system mode, of all threads, those that ended included
 */
public record ProcStat(long ticks) {

    // Of what follows the command's name in /proc/[pid]/stat.
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    /** @param stat the text of {@code /proc/[pid]/stat} */
    public static ProcStat parse(String stat) {
        // The name in parentheses may hold anything, blanks and parentheses too.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
        return new ProcStat(Long.parseLong(fields[USER_TIME])
                + Long.parseLong(fields[SYSTEM_TIME]));
    }

    /** The processor ticks that a process has used; fails if it is gone. */
    static long ticks(long pid) throws IOException {
        return parse(read(pid, "stat")).ticks();
    }

    /** Resident memory in KiB from the text of {@code /proc/[pid]/status}; 0 if it has none. */
    public static long residentKib(String status) {
        return status.lines().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst()
                .orElse(0);
    }

    /** The resident memory of a process in bytes. */
    public static long residentBytes(long pid) throws IOException {
        return residentKib(read(pid, "status")) << 10;
    }

    private static String read(long pid, String file) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(pid), file),
                StandardCharsets.ISO_8859_1);
    }
}
