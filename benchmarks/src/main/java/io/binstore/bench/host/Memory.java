package io.binstore.bench.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What processes take, all together.
 *
 * @param residentBytes resident memory, garbage included
 * @param liveBytes live objects on the heaps of those that are JVMs; 0 if none is
 */
public record Memory(long residentBytes, long liveBytes) {

    /** Looks at processes; their JVMs collect their garbage first. */
    public static Memory of(List<Long> pids) {
        long live = 0;
        for (long pid : pids) {
            live += liveBytes(JdkTool.run("jcmd", Long.toString(pid), "GC.class_histogram"));
        }
        return new Memory(residentBytes(pids), live);
    }

    /** The resident memory of processes as they are, all together. */
    public static long residentBytes(List<Long> pids) {
        long resident = 0;
        for (long pid : pids) {
            try {
                resident += ProcStat.residentBytes(pid);
            } catch (IOException e) {
                throw new UncheckedIOException("a server has ended", e);
            }
        }
        return resident;
    }

    /** The sum at the end of a class histogram; 0 if it is none. */
    public static long liveBytes(String histogram) {
        return histogram.lines().filter(line -> line.startsWith("Total "))
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[2])).findFirst()
                .orElse(0);
    }
}
