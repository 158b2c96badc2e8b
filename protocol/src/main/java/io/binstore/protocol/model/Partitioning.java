package io.binstore.protocol.model;

/**
 * Maps a bin to its partition: {@code murmur3(bin) mod count}.
 *
 * @param count the number of partitions, a power of two from 1 to {@value #COUNT_MAX}, fixed when the cluster forms
 */
public record Partitioning(int count) {

    public static final int COUNT_DEFAULT = 1024;
    public static final int COUNT_MAX = 1 << 16;

    public Partitioning {
        if (count < 1 || count > COUNT_MAX || Integer.bitCount(count) != 1) {
            throw new IllegalArgumentException(
                    "partitions must be a power of two from 1 to " + COUNT_MAX + ", not " + count);
        }
    }

    public int partitionOf(Utf8 bin) {
        return (int) (Murmur3.hash64(bin.bytes()) & count - 1);
    }
}
