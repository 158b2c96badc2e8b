package io.binstore.simulation.history;

import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Result;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the history of a client that runs outside the simulator; for use by many threads.
 *
 * <p>
 * Times must be of a monotonic clock that all writers of one history share, an invocation's taken before its call and a
 * return's after it.
 */
public final class HistoryWriter implements Closeable {

    private final BufferedWriter out;
    private long calls;

    public HistoryWriter(Path file) throws IOException {
        out = Files.newBufferedWriter(file);
    }

    /** @return the number under which the answer is to be told */
    public synchronized long invoked(Operation operation, long nanos) {
        long call = ++calls;
        write(HistoryLines.invoked(call, nanos, operation));
        return call;
    }

    public synchronized void returned(long call, Result result, long nanos) {
        write(HistoryLines.returned(call, nanos, result));
    }

    private void write(String line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
