package io.binstore.bed.judge;

import java.util.Arrays;

/** When all calls of a run began and ended, and which of them failed. */
public final class Traffic {

    private static final int SIZE_FIRST = 1 << 16;

    private long[] invokedNanos = new long[SIZE_FIRST];
    private long[] returnedNanos = new long[SIZE_FIRST];
    private boolean[] failed = new boolean[SIZE_FIRST];
    private int size;

    public void add(long invoked, long returned, boolean hasFailed) {
        if (size == invokedNanos.length) {
            invokedNanos = Arrays.copyOf(invokedNanos, 2 * size);
            returnedNanos = Arrays.copyOf(returnedNanos, 2 * size);
            failed = Arrays.copyOf(failed, 2 * size);
        }
        invokedNanos[size] = invoked;
        returnedNanos[size] = returned;
        failed[size] = hasFailed;
        size++;
    }

    public int calls() {
        return size;
    }

    /** Calls that were answered between two moments. */
    public int answered(long fromNanos, long toNanos) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (returnedNanos[i] >= fromNanos && returnedNanos[i] < toNanos && !failed[i]) {
                count++;
            }
        }
        return count;
    }

    /** Calls that were under way at some time between two moments and failed. */
    public int failures(long fromNanos, long toNanos) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (failed[i] && returnedNanos[i] >= fromNanos && invokedNanos[i] < toNanos) {
                count++;
            }
        }
        return count;
    }

    /** The longest wait of all calls that were under way at some time between two moments. */
    public long longestNanos(long fromNanos, long toNanos) {
        long longest = 0;
        for (int i = 0; i < size; i++) {
            if (returnedNanos[i] >= fromNanos && invokedNanos[i] < toNanos) {
                longest = Math.max(longest, returnedNanos[i] - invokedNanos[i]);
            }
        }
        return longest;
    }

    /** The wait that a share of the calls answered between two moments did not exceed, in ns. */
    public long quantileNanos(long fromNanos, long toNanos, double share) {
        long[] waits = new long[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (returnedNanos[i] >= fromNanos && returnedNanos[i] < toNanos) {
                waits[count++] = returnedNanos[i] - invokedNanos[i];
            }
        }
        Arrays.sort(waits, 0, count);
        return count == 0 ? 0 : waits[Math.min(count - 1, (int) (count * share))];
    }

    /** For each second from a moment on: how many calls were answered. */
    public int[] answeredBySecond(long originNanos, int seconds) {
        int[] counts = new int[seconds];
        for (int i = 0; i < size; i++) {
            int second = second(returnedNanos[i], originNanos);
            if (second >= 0 && second < seconds && !failed[i]) {
                counts[second]++;
            }
        }
        return counts;
    }

    /** For each second from a moment on: the longest wait of the calls that ended in it, in ns. */
    public long[] longestBySecond(long originNanos, int seconds) {
        long[] longest = new long[seconds];
        for (int i = 0; i < size; i++) {
            int second = second(returnedNanos[i], originNanos);
            if (second >= 0 && second < seconds) {
                longest[second] =
                        Math.max(longest[second], returnedNanos[i] - invokedNanos[i]);
            }
        }
        return longest;
    }

    private static int second(long nanos, long originNanos) {
        return (int) Math.floorDiv(nanos - originNanos, 1_000_000_000L);
    }
}
