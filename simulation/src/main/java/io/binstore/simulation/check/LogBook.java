package io.binstore.simulation.check;

import io.binstore.protocol.message.Entry;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Result;
import io.binstore.simulation.history.History;
import io.binstore.simulation.world.Process;
import io.binstore.simulation.world.Violation;
import io.binstore.simulation.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Follows the logs of all replicas and checks I2 to I5, I8 and I9 at every step. */
final class LogBook {

    private final World world;
    private final ViewBook views;
    private final LossWatch losses;
    private final ReadWatch readers;
    private final TreeMap<HistoryKey, CommittedLog> committed = new TreeMap<>();

    LogBook(World world, ViewBook views, ReadWatch readers, History history) {
        this.readers = readers;
        this.world = world;
        this.views = views;
        this.losses = new LossWatch(history);
    }

    CommittedLog log(HistoryKey key) {
        return committed.computeIfAbsent(key, each -> new CommittedLog());
    }

    void applied(Incarnation who, HistoryKey key, long version, Entry entry, Result result) {
        ReplicaLog log = logFor(who, key);
        log.replica = true;
        append(who, log, entry);
        // One that was left behind may apply what will never be committed, but nobody who is in the newest chain.
        if (version >= views.newestVersion(key.cluster(), key.partition())) {
            fail(who, key, log(key).compare(entry));
        }
        predecessorHas(who, key, version, entry);
        fail(who, key, log(key).answered(entry, version, result));
        losses.applied(key, entry);
    }

    void learned(Incarnation who, HistoryKey key, Entry entry) {
        ReplicaLog log = logFor(who, key);
        log.learnedEpoch = log.replica ? log.learnedEpoch : who.epoch;
        append(who, log, entry);
        fail(who, key, log(key).compare(entry));
        if (entry.index() > log(key).last()) {
            fail(who, key, "I9: a learner has " + entry + ", committed is " + log(key).last());
        }
    }

    void loaded(Incarnation who, HistoryKey key, long last, boolean learner) {
        ReplicaLog before = who.logs.get(key.partition());
        ReplicaLog log = new ReplicaLog(key, last);
        log.replica = !learner;
        log.learnedEpoch = learner ? who.epoch : before == null ? -1 : before.learnedEpoch;
        // What was lost meanwhile is committed no more: it may come back after having dropped what it had.
        log.committed = before != null && before.replica && before.key.equals(key)
                ? Math.min(before.committed, log(key).last())
                : 0;
        who.logs.put(key.partition(), log);
        if (learner && last > log(key).last()) {
            fail(who, key, "I9: a learner loaded " + last + ", committed is " + log(key).last());
        }
    }

    /** A log that goes on, or a new one if what was there belongs to another history or is gone. */
    private ReplicaLog logFor(Incarnation who, HistoryKey key) {
        ReplicaLog log = who.logs.get(key.partition());
        if (log == null || log.discarded || !log.key.equals(key)) {
            log = new ReplicaLog(key, 0);
            who.logs.put(key.partition(), log);
        }
        return log;
    }

    private void append(Incarnation who, ReplicaLog log, Entry entry) {
        if (entry.index() != log.last() + 1) {
            fail(who, log.key, "I3: " + entry + " follows index " + log.last());
        }
        log.add(entry);
    }

    /** I3: within a chain version each replica's log is a prefix of its predecessor's. */
    private void predecessorHas(Incarnation who, HistoryKey key, long version, Entry entry) {
        Chain chain = views.chain(key.cluster(), key.partition(), version);
        int position = chain == null ? 0 : views.positionOf(chain, key.cluster(), version, who);
        if (chain == null || position <= 0) {
            return;
        }
        Incarnation before =
                views.incarnation(chain.replicas().get(position - 1), key.cluster(), version);
        ReplicaLog log = before == null ? null : before.logs.get(key.partition());
        if (log == null || !log.key.equals(key) || version <= log.learnedEpoch) {
            return;
        }
        Entry theirs = log.at(entry.index());
        if (entry.index() > log.last() || theirs != null && !theirs.equals(entry)) {
            fail(who, key,
                    "I3: it has " + entry + ", its predecessor " + before + " in version " + version
                            + " has "
                            + (theirs == null ? "only " + log.last() + " entries" : theirs));
        }
    }

    void committed(Incarnation who, HistoryKey key, long version, long index) {
        ReplicaLog log = logFor(who, key);
        if (index <= log.committed) {
            fail(who, key, "I2: its commit index goes from " + log.committed + " to " + index);
        }
        log.committed = index;
        CommittedLog agreed = log(key);
        for (long i = log.last(); i > 0 && i > index - 64; i--) {
            Entry own = i <= index ? log.at(i) : null;
            fail(who, key, own == null ? null : agreed.compare(own));
        }
        if (index > agreed.last()) {
            long before = agreed.last();
            fail(who, key, agreed.extend(index, i -> entryAt(log, key, version, i)));
            losses.committed(agreed, before);
            everyReplicaHas(who, key, version, index);
            nobodyElseReads(who, key, version);
        }
    }

    /**
     * What a replica says is committed at an index. One that loaded it with a snapshot may be the first to say so: then
     * its chain, all of which has it (I4), tells what it is.
     */
    private @Nullable Entry entryAt(ReplicaLog own, HistoryKey key, long version, long index) {
        Entry entry = own.at(index);
        Chain chain = entry == null ? views.chain(key.cluster(), key.partition(), version) : null;
        if (chain == null) {
            return entry;
        }
        for (Replica replica : chain.replicas()) {
            Incarnation other = views.incarnation(replica, key.cluster(), version);
            ReplicaLog log = other == null ? null : other.logs.get(key.partition());
            entry = log == null || !log.key.equals(key) || version <= log.learnedEpoch ? null
                    : log.at(index);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    /** I7 and I9: once something is committed, only complete replicas of this chain version may answer reads. */
    private void nobodyElseReads(Incarnation who, HistoryKey key, long version) {
        Chain chain = views.chain(key.cluster(), key.partition(), version);
        if (chain == null) {
            return;
        }
        for (Replica replica : chain.replicas()) {
            Incarnation other = views.incarnation(replica, key.cluster(), version);
            ReplicaLog log = other == null ? null : other.logs.get(key.partition());
            if (other != null && log != null && !log.complete
                    && readers.reads(other.process, key.partition(), version)) {
                fail(who, key, "I9: " + other + " may read and is not complete");
            }
        }
        nobodyLeftOutReads(who, key, version, old -> true);
    }

    /** I7: a replica that is active has waited for all leases that it gave to those outside its chain. */
    private void leasesHaveRunOut(Incarnation who, HistoryKey key, long version) {
        nobodyLeftOutReads(who, key, version, old -> old.replicas().stream()
                .anyMatch(each -> who.equals(
                        views.incarnation(each, key.cluster(), old.version()))));
    }

    private void nobodyLeftOutReads(Incarnation who, HistoryKey key, long version,
            Predicate<Chain> wrong) {
        Chain chain = views.chain(key.cluster(), key.partition(), version);
        if (chain == null) {
            return;
        }
        Set<Process> inside = new HashSet<>();
        for (Replica replica : chain.replicas()) {
            Incarnation other = views.incarnation(replica, key.cluster(), version);
            if (other != null) {
                inside.add(other.process);
            }
        }
        Process left = readers.readerBefore(key, version,
                (process, old) -> !inside.contains(process) && wrong.test(old));
        if (left != null) {
            fail(who, key, "I7: " + left + " may still read in a version before " + version);
        }
    }

    /** I4: what is committed in a chain version has been applied by all its replicas. */
    private void everyReplicaHas(Incarnation who, HistoryKey key, long version, long index) {
        Chain chain = views.chain(key.cluster(), key.partition(), version);
        if (chain == null) {
            return;
        }
        for (Replica replica : chain.replicas()) {
            Incarnation other = views.incarnation(replica, key.cluster(), version);
            ReplicaLog log = other == null ? null : other.logs.get(key.partition());
            boolean learnedSince = log != null && version <= log.learnedEpoch;
            if (log == null || log.key.equals(key) && !log.discarded && !learnedSince
                    && log.last() < index) {
                fail(who, key,
                        "I4: index " + index + " is committed in version " + version + ", but "
                                + other
                                + " has " + (log == null ? "nothing" : log.last() + " entries"));
            }
        }
    }

    void serving(Incarnation who, HistoryKey key, long version, long last, boolean complete) {
        ReplicaLog log = logFor(who, key);
        if (log.last() != last && last == 0 && !log.replica) {
            log = new ReplicaLog(key, 0);
            who.logs.put(key.partition(), log);
        }
        if (log.last() != last) {
            fail(who, key, "it says that it has " + last + " entries, and was seen to apply "
                    + log.last());
        }
        log.replica = true;
        log.complete = complete;
        leasesHaveRunOut(who, key, version);
        boolean newest = views.newestVersion(key.cluster(), key.partition()) == version;
        if (complete && newest && last < log(key).last()) {
            Incarnation holder = views.liveHolder(key, log(key).last());
            if (holder != null) {
                fail(who, key, "I5: it is complete in version " + version + " with " + last + " of "
                        + log(key).last() + " committed entries, though " + holder
                        + " is alive and had them");
            }
            lost(key, last);
        }
    }

    void discarded(Incarnation who, int partition) {
        ReplicaLog log = who.logs.get(partition);
        if (log != null) {
            log.discarded = true;
        }
    }

    /** All who had the entries above an index are dead. */
    void lost(HistoryKey key, long index) {
        List<Mutation> surviving = log(key).truncate(index);
        world.trace().note("oracle", () -> "excused loss of " + key + " above index " + index);
        losses.lost(key, index, surviving, log(key)::holds);
    }

    private static void fail(Incarnation who, HistoryKey key, @Nullable String what) {
        if (what != null) {
            throw new Violation(what + " (" + who + ", " + key + ")");
        }
    }
}
