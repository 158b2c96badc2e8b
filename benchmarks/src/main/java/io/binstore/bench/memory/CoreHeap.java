package io.binstore.bench.memory;

import io.binstore.backend.core.partition.BinTable;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import org.openjdk.jol.info.GraphLayout;

/**
 * Fills the table of a partition in a JVM of its own, and prints what its objects take. What is
 * left on the heap is 2 MB too low, which the JVM itself drops meanwhile: it means something from a
 * million entries on.
 */
public final class CoreHeap {

    static final String LIST = "list";
    private static final int BINS = 256;

    /** The serial collector leaves some garbage where it lies in three of four. */
    private static final int COLLECTIONS = 4;

    private CoreHeap() {
    }

    /** @param args what is stored ("values" or "list"), how many, and their size in bytes */
    public static void main(String[] args) {
        boolean list = args[0].equals(LIST);
        int entries = Integer.parseInt(args[1]);
        String value = "v".repeat(Integer.parseInt(args[2]));
        long before = used();
        BinTable table = fill(list, entries, value);
        long live = used() - before;
        System.out.println(live + " " + table.bytes() + " "
                + GraphLayout.parseInstance(table).totalSize());
    }

    private static BinTable fill(boolean list, int entries, String value) {
        BinTable table = new BinTable();
        for (int i = 0; i < entries; i++) {
            // Each with bytes of its own, as they come from the wire.
            Utf8 bin = Utf8.of("bin-" + i % BINS);
            table.apply(list ? new Mutation.ListAppend(bin, Utf8.of(LIST), Utf8.of(value))
                    : new Mutation.Set(bin, Utf8.of("key-" + i), Utf8.of(value)));
        }
        return table;
    }

    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
