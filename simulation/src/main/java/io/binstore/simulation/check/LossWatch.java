package io.binstore.simulation.check;

import io.binstore.protocol.message.Entry;
import io.binstore.protocol.operation.Mutation;
import io.binstore.simulation.check.CommittedLog.Identity;
import io.binstore.simulation.history.History;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Tells the history of losses, and of calls that took effect in a lost past and again in the time after it.
 */
final class LossWatch {

    private final History history;
    private final Map<Identity, Application> applied = new HashMap<>();
    /** Where each was applied last in a log; one that was left behind may have had another there. */
    private final TreeMap<HistoryKey, Map<Identity, Long>> highest = new TreeMap<>();

    private record Application(Mutation mutation, long order, boolean lost) {
    }

    LossWatch(History history) {
        this.history = history;
    }

    void applied(HistoryKey key, Entry entry) {
        Identity identity = Identity.of(entry);
        if (identity == null) {
            return;
        }
        Application before = applied.get(identity);
        if (before != null && before.lost()) {
            history.echo(before.mutation(), before.order());
        }
        if (before == null || before.lost()) {
            applied.put(identity, new Application(entry.mutation(), history.next(), false));
        }
        highest.computeIfAbsent(key, each -> new HashMap<>()).merge(identity, entry.index(),
                Math::max);
    }

    /** The log has grown. */
    void committed(CommittedLog log, long before) {
        for (long index = before + 1; index <= log.last(); index++) {
            Entry entry = log.at(index);
            if (entry != null) {
                history.committed(entry.mutation());
            }
        }
    }

    /** Everything above an index is gone. @param survives whether it is committed at or below the index */
    void lost(HistoryKey key, long index, List<Mutation> surviving,
            Predicate<Identity> survives) {
        history.lose(key.partition(), surviving);
        highest.getOrDefault(key, Map.of()).forEach((identity, at) -> {
            if (at > index && !survives.test(identity)) {
                applied.computeIfPresent(identity,
                        (id, before) -> new Application(before.mutation(), before.order(), true));
            }
        });
    }
}
