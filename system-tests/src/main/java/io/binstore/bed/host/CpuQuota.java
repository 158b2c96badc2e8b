package io.binstore.bed.host;

import io.binstore.launcher.cluster.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small share of a processor for one process: by a control group where these can be written, else by stopping and
 * continuing it many times a second.
 */
public final class CpuQuota implements AutoCloseable {

    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final long PERIOD_MICROS = 100_000;

    private final long pid;
    private final @Nullable Path group;
    private final @Nullable Path parent;
    private final @Nullable Process cycle;
    private final String means;

    private CpuQuota(long pid, @Nullable Path parent, @Nullable Path group,
            @Nullable Process cycle, String means) {
        this.pid = pid;
        this.parent = parent;
        this.group = group;
        this.cycle = cycle;
        this.means = means;
    }

    /** @param percent of one processor */
    public static CpuQuota of(long pid, int percent) {
        Path first = ROOT.resolve("cpu");
        try {
            if (Files.isWritable(first.resolve("cpu.cfs_quota_us"))) {
                return grouped(pid, first, "cpu.cfs_quota_us",
                        Long.toString(PERIOD_MICROS * percent / 100), "control group, version 1");
            }
            Path controllers = ROOT.resolve("cgroup.subtree_control");
            if (Files.isWritable(controllers)
                    && Files.readString(ROOT.resolve("cgroup.controllers")).contains("cpu")) {
                Files.writeString(controllers, "+cpu");
                return grouped(pid, ROOT, "cpu.max",
                        PERIOD_MICROS * percent / 100 + " " + PERIOD_MICROS,
                        "control group, version 2");
            }
        } catch (IOException e) {
            // Not ours to write; the signals remain.
        }
        return cycled(pid, percent);
    }

    private static CpuQuota grouped(long pid, Path parent, String file, String limit, String means)
            throws IOException {
        Path group = parent.resolve("bed-" + pid);
        Files.createDirectories(group);
        Files.writeString(group.resolve(file), limit);
        Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
        return new CpuQuota(pid, parent, group, null, means);
    }

    private static CpuQuota cycled(long pid, int percent) {
        double runs = PERIOD_MICROS / 1e6 * percent / 100;
        double stands = PERIOD_MICROS / 1e6 - runs;
        String loop = "while kill -s STOP " + pid + " 2>/dev/null; do sleep " + stands
                + "; kill -s CONT " + pid + "; sleep " + runs + "; done";
        try {
            return new CpuQuota(pid, null, null,
                    new ProcessBuilder(List.of("/bin/sh", "-c", loop)).start(),
                    "signals to stop and to continue");
        } catch (IOException e) {
            throw new Trouble("cannot run a shell: " + e.getMessage(), e);
        }
    }

    /** How it is done, for people. */
    public String means() {
        return means;
    }

    /** Whether the process wanted more than it got. */
    public boolean bit() {
        if (group == null) {
            return cycle != null && cycle.isAlive();
        }
        try {
            return Files.readAllLines(group.resolve("cpu.stat")).stream()
                    .anyMatch(line -> line.startsWith("nr_throttled ")
                            && !line.equals("nr_throttled 0"));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (cycle != null) {
            cycle.destroyForcibly().onExit().join();
            Shell.run(List.of("/bin/sh", "-c", "kill -s CONT " + pid), "");
        }
        if (group != null && parent != null) {
            try {
                if (ProcessHandle.of(pid).isPresent()) {
                    Files.writeString(parent.resolve("cgroup.procs"), Long.toString(pid));
                }
                Files.deleteIfExists(group);
            } catch (IOException e) {
                throw new Trouble("cannot remove " + group + ": " + e.getMessage(), e);
            }
        }
    }
}
