package io.binstore.simulation.check;

import io.binstore.protocol.model.Chain;
import io.binstore.simulation.world.Process;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Who could answer a read right now, whether somebody asks or not. */
public final class ReadWatch {

    private final Map<Process, Reader> readers = new LinkedHashMap<>();

    /** A backend as seen from outside. */
    public interface Reader {

        /** What it would answer reads of a partition by, or null if it may answer none. */
        @Nullable
        Readable readable(int partition);
    }

    /** The chain by which reads are answered. */
    public record Readable(long cluster, Chain chain) {
    }

    void watch(Process process, Reader reader) {
        process.onDeath(() -> readers.remove(process));
        readers.put(process, reader);
    }

    /** Whether the replica in a process may read, in this chain version. */
    boolean reads(Process process, int partition, long version) {
        Reader reader = readers.get(process);
        Readable readable = reader == null ? null : reader.readable(partition);
        return readable != null && readable.chain().version() == version;
    }

    /** Somebody who may read in an older version of a chain, where that is wrong; or null (I7). */
    @Nullable
    Process readerBefore(HistoryKey key, long version, BiPredicate<Process, Chain> wrong) {
        for (var each : readers.entrySet()) {
            Readable readable = each.getValue().readable(key.partition());
            if (readable != null && readable.cluster() == key.cluster()
                    && readable.chain().origin() == key.origin()
                    && readable.chain().version() < version
                    && wrong.test(each.getKey(), readable.chain())) {
                return each.getKey();
            }
        }
        return null;
    }
}
