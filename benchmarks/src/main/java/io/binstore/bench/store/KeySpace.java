package io.binstore.bench.store;

/** The keys and values of a run: keys are numbered, and spread evenly over bins. */
public final class KeySpace {

    private static final int VALUES = 64;

    private final String[] bins;
    private final String[] keys;
    private final String[] flat;
    private final String[] values = new String[VALUES];

    public KeySpace(int keys, int bins, int valueBytes) {
        this.bins = new String[bins];
        for (int i = 0; i < bins; i++) {
            this.bins[i] = "bin-" + i;
        }
        this.keys = new String[keys];
        this.flat = new String[keys];
        for (int i = 0; i < keys; i++) {
            this.keys[i] = "key-" + i;
            this.flat[i] = this.bins[i % bins] + ":" + this.keys[i];
        }
        for (int i = 0; i < VALUES; i++) {
            values[i] = value(i, valueBytes);
        }
    }

    /** ASCII, so that characters are bytes everywhere. */
    private static String value(int number, int bytes) {
        StringBuilder value = new StringBuilder(bytes);
        for (int i = 0; i < bytes; i++) {
            value.append((char) ('a' + (i * 7 + number) % 26));
        }
        return value.toString();
    }

    public int size() {
        return keys.length;
    }

    public int bins() {
        return bins.length;
    }

    public String bin(int number) {
        return bins[number];
    }

    public int binOf(int key) {
        return key % bins.length;
    }

    /** A key's name within its bin. */
    public String key(int key) {
        return keys[key];
    }

    /** A key's name in a store without bins. */
    public String flat(int key) {
        return flat[key];
    }

    /** One of a few values of the same length. */
    public String value(int number) {
        return values[number & VALUES - 1];
    }
}
