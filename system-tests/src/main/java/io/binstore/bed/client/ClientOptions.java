package io.binstore.bed.client;

import io.binstore.protocol.model.Utf8;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one client process is told on its command line.
 *
 * @param file where its history goes
 * @param originNanos when the run began, on the clock that all processes of a machine share
 * @param quota calls of this client on one bin: those of all clients together stay below 200
 */
public record ClientOptions(List<String> backends, Path file, int client, long seed, int threads,
        int bins, int quota, long originNanos) {

    /** How long a set of bins is in use. */
    static final long GENERATION_NANOS = 4_000_000_000L;

    /** The bins that clients have used up to a moment. */
    public List<Utf8> binsUntil(long nowNanos) {
        List<Utf8> names = new ArrayList<>();
        for (long generation = 0; generation <= generation(nowNanos); generation++) {
            for (int bin = 0; bin < bins; bin++) {
                names.add(bin(generation, bin));
            }
        }
        return names;
    }

    long generation(long nowNanos) {
        return (nowNanos - originNanos) / GENERATION_NANOS;
    }

    static Utf8 bin(long generation, int number) {
        return Utf8.of("g" + generation + "-" + number);
    }

    /** The arguments that {@link #parse} understands. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(file.toString(), Integer.toString(client),
                Long.toString(seed), Integer.toString(threads), Integer.toString(bins),
                Integer.toString(quota), Long.toString(originNanos)));
        arguments.addAll(backends);
        return arguments;
    }

    static ClientOptions parse(String[] arguments) {
        List<String> all = List.of(arguments);
        return new ClientOptions(all.subList(7, all.size()), Path.of(all.get(0)),
                Integer.parseInt(all.get(1)), Long.parseLong(all.get(2)),
                Integer.parseInt(all.get(3)), Integer.parseInt(all.get(4)),
                Integer.parseInt(all.get(5)), Long.parseLong(all.get(6)));
    }
}
