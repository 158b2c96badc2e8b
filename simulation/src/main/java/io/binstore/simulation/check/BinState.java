package io.binstore.simulation.check;

import java.util.Arrays;

/** The content of one bin in small numbers: a value for each key (0 for none), a list for each list key. */
final class BinState {

    private static final int[] NO_ITEMS = {};

    private final int[] values;
    private final int[][] lists;
    private final int hash;

    private BinState(int[] values, int[][] lists) {
        this.values = values;
        this.lists = lists;
        this.hash = Arrays.hashCode(values) * 31 + Arrays.deepHashCode(lists);
    }

    static BinState empty(int keys) {
        int[][] lists = new int[keys][];
        Arrays.fill(lists, NO_ITEMS);
        return new BinState(new int[keys], lists);
    }

    int value(int key) {
        return values[key];
    }

    int[] list(int key) {
        return lists[key];
    }

    boolean present(int key, boolean ofLists) {
        return ofLists ? lists[key].length > 0 : values[key] != 0;
    }

    int keys() {
        return values.length;
    }

    BinState withValue(int key, int value) {
        int[] changed = values.clone();
        changed[key] = value;
        return new BinState(changed, lists);
    }

    BinState withAppended(int key, int value) {
        int[] longer = Arrays.copyOf(lists[key], lists[key].length + 1);
        longer[longer.length - 1] = value;
        return withList(key, longer);
    }

    BinState without(int key, int value) {
        return withList(key, Arrays.stream(lists[key]).filter(each -> each != value).toArray());
    }

    private BinState withList(int key, int[] list) {
        int[][] changed = lists.clone();
        changed[key] = list;
        return new BinState(values, changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinState that && hash == that.hash
                && Arrays.equals(values, that.values)
                && Arrays.deepEquals(lists, that.lists);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
