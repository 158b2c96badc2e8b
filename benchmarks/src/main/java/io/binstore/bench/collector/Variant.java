package io.binstore.bench.collector;

import io.binstore.bench.host.JdkTool;
import java.util.Arrays;
import java.util.List;

/** Options of a JVM that are compared. */
enum Variant {

    SERIAL("serial", "-XX:+UseSerialGC"),
    SERIAL_32("serial-32m", "-XX:+UseSerialGC -Xmn32m"),
    SERIAL_64("serial-64m", "-XX:+UseSerialGC -Xmn64m"),
    SERIAL_128("serial-128m", "-XX:+UseSerialGC -Xmn128m"),
    PARALLEL("parallel", "-XX:+UseParallelGC"),
    G1("g1", "-XX:+UseG1GC"),
    Z("z", "-XX:+UseZGC"),
    SHENANDOAH("shenandoah", "-XX:+UseShenandoahGC");

    private final String word;
    private final String options;

    Variant(String word, String options) {
        this.word = word;
        this.options = options;
    }

    String word() {
        return word;
    }

    String options() {
        return options;
    }

    /** Whether the JDK that runs this has it. */
    boolean exists() {
        return JdkTool.run("java", options.split(" ")[0], "-version").contains("Server VM");
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Variant::word).toList();
    }
}
