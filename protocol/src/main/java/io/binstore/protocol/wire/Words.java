package io.binstore.protocol.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words that the public shapes are made of, as bytes and back, so that the usual ones cost neither string nor copy. */
final class Words {

    private static final List<String> ALL = List.of("client", "lowest", "waitMillis", "ops", "op",
            "bin", "key", "value", "prefix", "suffix", "after", "limit", "atLeast", "seq",
            "fingerprint", "get", "set", "keys", "listGet", "listAppend", "listRemove", "listKeys",
            "clock", "claim", "results", "ok", "items", "removed", "next", "claimed", "problem",
            "type", "title", "status", "detail", "reason", "members", "chains", "index", "address",
            "incarnation", "version", "replicas", "learners", "clusterId", "epoch", "partitions");

    /** Far more places than words, so that most are found where they are looked for first. */
    private static final int PLACES = 512;
    private static final @Nullable String[] WORDS = new @Nullable String[PLACES];
    private static final byte[][] BYTES = new byte[PLACES][];
    private static final Map<String, byte[]> BY_WORD = new HashMap<>();

    static {
        for (String word : ALL) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            int place = place(bytes, 0, bytes.length);
            while (WORDS[place] != null) {
                place = place + 1 & PLACES - 1;
            }
            WORDS[place] = word;
            BYTES[place] = bytes;
            BY_WORD.put(word, bytes);
        }
    }

    private Words() {
    }

    /** The word that these bytes spell, or null if it is none of the shapes'. */
    static @Nullable String find(byte[] bytes, int from, int length) {
        if (length == 0) {
            return null;
        }
        int place = place(bytes, from, length);
        for (String word = WORDS[place]; word != null; word = WORDS[place]) {
            if (Arrays.equals(BYTES[place], 0, BYTES[place].length, bytes, from, from + length)) {
                return word;
            }
            place = place + 1 & PLACES - 1;
        }
        return null;
    }

    /** A word's bytes; not to be changed. */
    static byte[] bytes(String word) {
        byte[] bytes = BY_WORD.get(word);
        return bytes == null ? word.getBytes(StandardCharsets.UTF_8) : bytes;
    }

    private static int place(byte[] bytes, int from, int length) {
        int mixed = length + 31 * (bytes[from] + 31 * (bytes[from + length / 2]
                + 31 * bytes[from + length - 1]));
        return (mixed ^ mixed >>> 9) & PLACES - 1;
    }
}
