package io.binstore.backend;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * Starts many backends in one JVM, for developers who want to see hundreds on one machine.
 *
 * <p>
 * Each is complete: its own context, port, loop and incarnation. But they share a heap and die together, and the store
 * takes them for so many hosts: what is stored there is not safe.
 */
public final class PackedBackends {

    private static final String FIRST = "--packed.first=";
    private static final String COUNT = "--packed.count=";
    private static final int HEAP_PERCENT = 60;

    private PackedBackends() {
    }

    /** @param args {@code --packed.first=0 --packed.count=50}, and what any backend is told */
    public static void main(String[] args) {
        int first = 0;
        int count = 0;
        List<String> common = new ArrayList<>();
        for (String each : args) {
            if (each.startsWith(FIRST)) {
                first = Integer.parseInt(each.substring(FIRST.length()));
            } else if (each.startsWith(COUNT)) {
                count = Integer.parseInt(each.substring(COUNT.length()));
            } else {
                common.add(each);
            }
        }
        if (count < 1) {
            throw new IllegalArgumentException(COUNT + "N must say how many");
        }
        long bytesMax = Runtime.getRuntime().maxMemory() / 100 * HEAP_PERCENT / count;
        common.add("--binstore.backend.bytes-max=" + bytesMax + "B");
        // They die together: nobody would be left to take over.
        common.add("--binstore.backend.drain-timeout=0s");
        for (int index = first; index < first + count; index++) {
            List<String> own = new ArrayList<>(common);
            own.add("--binstore.backend.index=" + index);
            new SpringApplicationBuilder(BackendApplication.class)
                    .run(own.toArray(String[]::new));
        }
    }
}
