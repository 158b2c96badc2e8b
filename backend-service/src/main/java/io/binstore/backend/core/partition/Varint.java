package io.binstore.backend.core.partition;

/** Lengths in one byte for each seven bits, the lowest first; a byte below 128 is the last. */
final class Varint {

    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private Varint() {
    }

    static int bytesOf(int length) {
        int bytes = 1;
        for (int rest = length >>> BITS; rest != 0; rest >>>= BITS) {
            bytes++;
        }
        return bytes;
    }

    /** Returns where the next byte goes. */
    static int write(int length, byte[] to, int at) {
        int place = at;
        int rest = length;
        while (rest >= MORE) {
            to[place++] = (byte) (rest | MORE);
            rest >>>= BITS;
        }
        to[place++] = (byte) rest;
        return place;
    }

    static int read(byte[] from, int at) {
        int length = from[at] & MORE - 1;
        for (int i = 1; from[at + i - 1] < 0; i++) {
            length |= (from[at + i] & MORE - 1) << BITS * i;
        }
        return length;
    }
}
