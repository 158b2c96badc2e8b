package io.binstore.simulation.twin;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Two virtual machines that run the same seeds and have little else in common: identity hashes, and so the order of
 * whatever hangs on them, collectors, heaps, compilers and threads differ.
 */
public final class Twins {

    /** Identity hashes are drawn per thread, as usual; seeds one after another. */
    private static final List<String> USUAL = List.of("-XX:+UseSerialGC", "-Xmx512m");
    /** Identity hashes are all equal, names hash as they do anywhere; several seeds at a time, never optimised far. */
    private static final List<String> UNUSUAL = List.of("-XX:+UseParallelGC", "-Xmx768m",
            "-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2", "-XX:TieredStopAtLevel=1");
    private static final int UNUSUAL_THREADS = 3;

    private final long first;
    private final long count;

    /** @param first the first seed. @param count how many */
    public Twins(long first, long count) {
        this.first = first;
        this.count = count;
    }

    /**
     * What came of it.
     *
     * @param agreed seeds with equal fingerprints
     * @param differences a line for every other seed
     */
    public record Comparison(long agreed, List<String> differences) {
    }

    /** Runs both and compares. */
    public Comparison compare() throws IOException, InterruptedException {
        Process usual = start(USUAL, 1);
        Process unusual = start(UNUSUAL, UNUSUAL_THREADS);
        try {
            var others = CompletableFuture.supplyAsync(() -> read(unusual));
            SortedMap<Long, Fingerprint> some = read(usual);
            Comparison comparison = compare(some, others.join());
            if (usual.waitFor() != 0 || unusual.waitFor() != 0) {
                throw new IOException("a virtual machine ended with " + usual.exitValue() + ", "
                        + unusual.exitValue());
            }
            return comparison;
        } catch (CompletionException failed) {
            throw new IOException(failed.getCause());
        } finally {
            usual.destroy();
            unusual.destroy();
        }
    }

    private Process start(List<String> flags, int threads) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"),
                "io.binstore.simulation.Simulate", "fingerprints", "--seed", Long.toString(first),
                "--count", Long.toString(count), "--threads", Integer.toString(threads)));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static SortedMap<Long, Fingerprint> read(Process process) {
        SortedMap<Long, Fingerprint> prints = new TreeMap<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().map(Fingerprint::parse)
                    .forEach(print -> prints.put(print.seed(), print));
        } catch (IOException failed) {
            throw new CompletionException(failed);
        }
        return prints;
    }

    private Comparison compare(SortedMap<Long, Fingerprint> some,
            SortedMap<Long, Fingerprint> others) {
        List<String> differences = new ArrayList<>();
        for (long seed = first; seed < first + count; seed++) {
            Fingerprint one = some.get(seed);
            Fingerprint other = others.get(seed);
            if (one == null || !one.equals(other)) {
                differences.add("seed " + seed + ": " + one + " and " + other);
            }
        }
        return new Comparison(count - differences.size(), differences);
    }
}
