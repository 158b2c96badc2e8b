package io.binstore.simulation.check;

import io.binstore.protocol.message.Entry;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The one log that all replicas of a partition agree on as far as it is committed (I3, I8). */
final class CommittedLog {

    private final List<@Nullable Entry> entries = new ArrayList<>();
    private final Map<Identity, Long> indexes = new HashMap<>();
    private final Map<Long, Answer> answers = new HashMap<>();

    record Identity(ClientId client, long sequence) {

        static @Nullable Identity of(Entry entry) {
            RequestId id = entry.id();
            return entry.mutation() instanceof Mutation.Forget ? null
                    : new Identity(id.client(), id.sequence());
        }
    }

    private record Answer(Entry entry, long version, Result result) {
    }

    long last() {
        return entries.size();
    }

    @Nullable
    Entry at(long index) {
        return index >= 1 && index <= last() ? entries.get((int) index - 1) : null;
    }

    boolean holds(Identity identity) {
        return indexes.containsKey(identity);
    }

    /**
     * Makes the log as long as a replica says it is; returns what is wrong with that, or null.
     *
     * @param entryAt what is at an index, or null if nobody can tell
     */
    @Nullable
    String extend(long index, LongFunction<@Nullable Entry> entryAt) {
        for (long i = last() + 1; i <= index; i++) {
            Entry entry = entryAt.apply(i);
            entries.add(entry);
            Identity identity = entry == null ? null : Identity.of(entry);
            Long before = identity == null ? null : indexes.put(identity, i);
            if (before != null && before != i) {
                return "I8: " + identity + " is committed at index " + before + " and at " + i;
            }
        }
        return null;
    }

    /** What is wrong with an entry at a committed place, or null. */
    @Nullable
    String compare(Entry entry) {
        Entry agreed = at(entry.index());
        return agreed == null || agreed.equals(entry) ? null
                : "I3: committed is " + agreed + ", but this replica has " + entry;
    }

    /** Within a chain version every replica computes the same answer for the same entry (I8). */
    @Nullable
    String answered(Entry entry, long version, Result result) {
        Answer first = answers.get(entry.index());
        if (first == null || first.version() != version || !first.entry().equals(entry)) {
            answers.put(entry.index(), new Answer(entry, version, result));
            return null;
        }
        return first.result().equals(result)
                ? null
                : "I8: " + entry + " answered " + first.result() + " at one replica and " + result
                        + " at another";
    }

    /** Everything above an index was lost with all who had it; the mutations up to it survive. */
    List<Mutation> truncate(long index) {
        List<Mutation> surviving = new ArrayList<>();
        while (last() > index) {
            Entry gone = entries.remove(entries.size() - 1);
            Identity identity = gone == null ? null : Identity.of(gone);
            if (identity != null) {
                indexes.remove(identity);
            }
        }
        answers.keySet().removeIf(each -> each > index);
        for (Entry entry : entries) {
            if (entry != null) {
                surviving.add(entry.mutation());
            }
        }
        return surviving;
    }
}
