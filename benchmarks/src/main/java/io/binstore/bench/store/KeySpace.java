package io.binstore.bench.store;

/** The keys and values of a run: keys are numbered, and spread evenly over bins. */
public final class KeySpace {

    private static final int VALUES = 64;

    /** So many names are kept, the others made when asked for. */
    private static final int NAMES_MAX = 1 << 17;

    private final int size;
    private final String[] bins;
    private final String[] keys;
    private final String[] flat;
    private final String[] values;

    public KeySpace(int keys, int bins, int valueBytes) {
        this.size = keys;
        this.bins = new String[bins];
        for (int i = 0; i < bins; i++) {
            this.bins[i] = "bin-" + i;
        }
        this.keys = new String[Math.min(keys, NAMES_MAX)];
        this.flat = new String[this.keys.length];
        for (int i = 0; i < this.keys.length; i++) {
            this.keys[i] = keyName(i);
            this.flat[i] = flatName(i);
        }
        this.values = values(valueBytes);
    }

    private KeySpace(KeySpace whole, int size, int valueBytes) {
        this.size = size;
        this.bins = whole.bins;
        this.keys = whole.keys;
        this.flat = whole.flat;
        this.values = values(valueBytes);
    }

    private static String[] values(int bytes) {
        String[] values = new String[VALUES];
        for (int i = 0; i < VALUES; i++) {
            values[i] = value(i, bytes);
        }
        return values;
    }

    /** ASCII, so that characters are bytes everywhere. */
    private static String value(int number, int bytes) {
        StringBuilder value = new StringBuilder(bytes);
        for (int i = 0; i < bytes; i++) {
            value.append((char) ('a' + (i * 7 + number) % 26));
        }
        return value.toString();
    }

    /** The first keys of it, in the same bins, with values of another size. */
    public KeySpace sized(int first, int valueBytes) {
        return new KeySpace(this, first, valueBytes);
    }

    public int size() {
        return size;
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
        return key < keys.length ? keys[key] : keyName(key);
    }

    /** A key's name in a store without bins. */
    public String flat(int key) {
        return key < flat.length ? flat[key] : flatName(key);
    }

    private static String keyName(int key) {
        return "key-" + key;
    }

    private String flatName(int key) {
        return bins[binOf(key)] + ":" + keyName(key);
    }

    /** One of a few values of the same length. */
    public String value(int number) {
        return values[number & VALUES - 1];
    }
}
