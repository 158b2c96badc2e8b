package io.binstore.backend.core.partition;

import io.binstore.protocol.message.Entry;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Read;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest entry that touches each key and each bin, for a suffix that is too long to be looked through at every read.
 *
 * <p>
 * It is brought up to date by the reads that need it, so that writes pay nothing for it.
 */
final class TouchIndex {

    /** Above this many places it is built anew from the uncommitted entries, which are fewer. */
    static final int PLACES_MAX = 80_000;

    private final Map<Place, Long> newest = new HashMap<>();
    private long upTo;

    /** @param key null for the whole bin, as a scan looks at it */
    private record Place(boolean list, Utf8 bin, @Nullable Utf8 key) {
    }

    /** The newest entry that touches what a read looks at, if it is above the committed index; else any lower number. */
    long newestTouching(Read read, Suffix suffix, long committed) {
        long settled = Math.max(committed, suffix.first() - 1);
        if (upTo <= settled || newest.size() > PLACES_MAX) {
            newest.clear();
            upTo = settled;
        }
        while (upTo < suffix.last()) {
            upTo++;
            add(suffix.get(upTo));
        }
        return newest.getOrDefault(placeOf(read), 0L);
    }

    private void add(Entry entry) {
        switch (entry.mutation()) {
            case Mutation.Set set -> add(false, set.bin(), set.key());
            case Mutation.ListAppend append -> add(true, append.bin(), append.key());
            case Mutation.ListRemove remove -> add(true, remove.bin(), remove.key());
            case Mutation.Clock clock -> {
            }
            case Mutation.Claim claim -> {
            }
            case Mutation.Forget forget -> {
            }
        }
    }

    private void add(boolean list, Utf8 bin, Utf8 key) {
        newest.put(new Place(list, bin, key), upTo);
        newest.put(new Place(list, bin, null), upTo);
    }

    private static Place placeOf(Read read) {
        return switch (read) {
            case Read.Get get -> new Place(false, get.bin(), get.key());
            case Read.Keys keys -> new Place(false, keys.bin(), null);
            case Read.ListGet get -> new Place(true, get.bin(), get.key());
            case Read.ListKeys keys -> new Place(true, keys.bin(), null);
        };
    }
}
