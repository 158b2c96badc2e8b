package io.binstore.simulation.check;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sequential meaning of the calls on one bin (protocol, section 9); the clock is judged by {@link ClockCheck}.
 *
 * <p>
 * A write that nobody saw may be left out where its key is present anyway: between it and the next write of that key no
 * read can come, for it would show it, and scans find the key with it and without it.
 */
record BinModel(int keys) implements Sequential<BinState, BinOperation> {

    @Override
    public BinState initial() {
        return BinState.empty(keys);
    }

    @Override
    public @Nullable BinState apply(BinState state, BinOperation operation) {
        return switch (operation) {
            case BinOperation.SetValue set when set.unseen() && state.present(set.key(), false) ->
                    state;
            case BinOperation.SetValue set -> state.withValue(set.key(), set.value());
            case BinOperation.Get get -> fits(state, state.value(get.key()) == get.value());
            case BinOperation.Append append when append.unseen()
                    && state.present(append.key(), true) -> state;
            case BinOperation.Append append -> state.withAppended(append.key(), append.value());
            case BinOperation.Remove remove -> remove(state, remove);
            case BinOperation.ListGet list ->
                    fits(state, Arrays.equals(state.list(list.key()), list.items()));
            case BinOperation.Scan scan -> fits(state, scanFits(state, scan));
            case BinOperation.Loss loss -> loss.surviving();
        };
    }

    /** What mutations make of an empty bin, whatever they answered. */
    BinState after(List<BinOperation> mutations) {
        BinState state = initial();
        for (BinOperation mutation : mutations) {
            BinState next = apply(state, mutation);
            if (next == null) {
                throw new IllegalStateException(
                        mutation + " is no mutation whose answer is unheard");
            }
            state = next;
        }
        return state;
    }

    @Override
    public boolean readOnly(BinOperation operation) {
        return switch (operation) {
            case BinOperation.Get get -> true;
            case BinOperation.ListGet list -> true;
            case BinOperation.Scan scan -> true;
            case BinOperation.Remove remove -> remove.count() == 0;
            case BinOperation.SetValue set -> false;
            case BinOperation.Append append -> false;
            case BinOperation.Loss loss -> false;
        };
    }

    private static @Nullable BinState fits(BinState state, boolean fits) {
        return fits ? state : null;
    }

    private static @Nullable BinState remove(BinState state, BinOperation.Remove remove) {
        long count = Arrays.stream(state.list(remove.key())).filter(each -> each == remove.value())
                .count();
        if (remove.count() != BinOperation.UNHEARD && remove.count() != count) {
            return null;
        }
        return count == 0 ? state : state.without(remove.key(), remove.value());
    }

    private static boolean scanFits(BinState state, BinOperation.Scan scan) {
        int found = 0;
        for (int key : scan.matching()) {
            if (!state.present(key, scan.ofLists())) {
                continue;
            }
            if (scan.limit() > 0 && found == scan.limit()) {
                return scan.more() && found == scan.found().length;
            }
            if (found == scan.found().length || scan.found()[found] != key) {
                return false;
            }
            found++;
        }
        return found == scan.found().length && !scan.more();
    }
}
