package io.binstore.keeper.core;

import io.binstore.protocol.message.EndedTerms;
import io.binstore.protocol.message.KeeperHealthReply;
import io.binstore.protocol.runtime.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides when this keeper asks for the lead, when it stands back, and which term it takes
 * (protocol, section 4).
 *
 * <pre>
 * busy    its word or lease is too old, it is dead, or says otherwise  -> quiet
 * quiet   a keeper says it leads or asks, or a backend names a lease   -> busy
 * quiet   for 200 ms per reachable keeper of lower index,
 *         and for as long as it stands back after its last term       -> asking
 * asking  another one leads, or asks under a higher term               -> busy
 * </pre>
 *
 * <p>
 * Looking first matters: a higher term deposes a lead that does its work. Of several that ask, the
 * highest term wins, so the holder of a lease that says it does not lead is not waited for.
 */
final class LeadElection {

    /** The longest that a keeper stands back whose terms come to nothing. */
    private static final long STAND_BACK_NANOS_MAX = 10_000_000_000L;
    private static final int FRUITLESS_MAX = 6;
    private static final int HOLDERS_MAX = 32;
    private static final int ROUND = 16;

    /** A keeper that leads, as far as this one knows. @param term 0 if only its lease is known */
    record Believed(int index, long id, long term, long sinceNanos) {
    }

    /** What a keeper said about itself when asked at {@code atNanos}. */
    private record Word(KeeperHealthReply health, long sinceNanos, long atNanos) {
    }

    /**
     * Leases that backends named.
     *
     * @param term the highest they were given under
     * @param namedNanos when one under that term was first named
     */
    private record Lease(long id, long term, long namedNanos, long sinceNanos, long untilNanos) {

        Lease merge(Lease named) {
            return new Lease(id, Math.max(term, named.term),
                    named.term > term ? named.namedNanos : namedNanos, sinceNanos,
                    Math.max(untilNanos, named.untilNanos));
        }

        /** Whether its keeper, asked since it was named, has said that it is under no term. */
        boolean isOver(Word word) {
            return word.health().id() == id && word.health().term() == 0
                    && word.atNanos() >= namedNanos;
        }
    }

    private final int index;
    private final long id;
    private final KeeperTiming timing;
    private final Deaths deaths;
    private final Map<Integer, Word> words = new TreeMap<>();
    private final Map<Integer, Lease> leases = new TreeMap<>();
    private final List<Long> holders = new ArrayList<>();
    private final List<Long> predecessors = new ArrayList<>();
    private long nextRound;
    private int fruitless;
    private boolean quiet;
    private long quietSince;
    private long overNanos;
    private long standBackNanos;

    LeadElection(int index, long id, long startRound, KeeperTiming timing, Deaths deaths) {
        this.index = index;
        this.id = id;
        this.nextRound = startRound;
        this.timing = timing;
        this.deaths = deaths;
    }

    /** A keeper's own word, asked for at {@code sentNanos}. */
    void heard(KeeperHealthReply health, long sentNanos) {
        sawTerm(health.term());
        Word before = words.get(health.index());
        if (health.index() == index) {
            return;
        }
        long since = sentNanos;
        if (before != null) {
            if (before.atNanos() > sentNanos) {
                KeeperProbe.WORD_OVERTAKEN_BY_A_NEWER_ONE.hit();
                return;
            }
            KeeperHealthReply last = before.health();
            if (last.id() == health.id() && last.lead() == health.lead()
                    && last.term() == health.term()) {
                since = before.sinceNanos();
            }
        }
        words.put(health.index(), new Word(health, since, sentNanos));
        remember(holders, health.id());
    }

    /** A backend's word: this keeper holds the lease there, under that term, until then. */
    void holds(int keeper, long keeperId, long term, long nowNanos, long untilNanos) {
        if (keeper < 0 || keeperId == 0 || keeperId == id) {
            return;
        }
        if (keeper == index) {
            // This keeper's own address: whoever held the lease from here is an earlier start of
            // it.
            KeeperProbe.LEASE_OF_AN_EARLIER_START_OF_ITSELF.hit();
            remember(predecessors, keeperId);
            return;
        }
        Lease named = new Lease(keeperId, term, nowNanos, nowNanos, untilNanos);
        leases.merge(keeper, named,
                (before, now) -> before.id() == keeperId ? before.merge(now) : now);
        remember(holders, keeperId);
    }

    /** No term at or below one that was seen is ever used by this start. */
    void sawTerm(long term) {
        nextRound = Math.max(nextRound, term / ROUND + 1);
    }

    /** Who leads, apart from this keeper, or null. */
    @Nullable
    Believed believed(long nowNanos) {
        Believed newest = null;
        for (Map.Entry<Integer, Word> entry : words.entrySet()) {
            KeeperHealthReply health = entry.getValue().health();
            if (leads(entry.getValue(), nowNanos)
                    && (newest == null || health.term() > newest.term())) {
                newest = new Believed(entry.getKey(), health.id(), health.term(),
                        entry.getValue().sinceNanos());
            }
        }
        for (Map.Entry<Integer, Lease> entry : leases.entrySet()) {
            Lease lease = entry.getValue();
            if (newest == null && nowNanos < lease.untilNanos() && !deaths.dead(lease.id())
                    && !disclaims(entry.getKey(), lease.id(), nowNanos)) {
                KeeperProbe.LEAD_KNOWN_BY_ITS_LEASE_ONLY.hit();
                newest = new Believed(entry.getKey(), lease.id(), 0, lease.sinceNanos());
            }
        }
        return newest;
    }

    /** Whether another keeper, asked at that moment or after, says that it leads. */
    boolean anotherLeads(long sinceNanos, long nowNanos) {
        for (Word word : words.values()) {
            if (word.atNanos() >= sinceNanos && leads(word, nowNanos)) {
                return true;
            }
        }
        return false;
    }

    private boolean leads(Word word, long nowNanos) {
        return word.health().lead() && nowNanos < word.atNanos() + timing.leaseNanos()
                && !deaths.dead(word.health().id());
    }

    /** Whether another keeper asks for the lead under a term above this one. */
    boolean outbid(long term, long nowNanos) {
        for (Word word : words.values()) {
            if (word.health().term() > term && nowNanos < word.atNanos() + wordNanos()
                    && !deaths.dead(word.health().id())) {
                KeeperProbe.ANOTHER_ASKS_UNDER_A_HIGHER_TERM.hit();
                return true;
            }
        }
        return false;
    }

    /**
     * Whether to ask now.
     *
     * @param ahead how many keepers of lower index may be there to ask first
     */
    boolean shouldAsk(long nowNanos, int ahead) {
        Believed other = believed(nowNanos);
        if (other != null && other.term() > 0
                && nowNanos - other.sinceNanos() >= timing.leaseNanos()) {
            fruitless = 0;
            standBackNanos = 0;
        }
        if (other != null || outbid(0, nowNanos)) {
            quiet = false;
            return false;
        }
        if (!quiet) {
            quiet = true;
            quietSince = nowNanos;
        }
        return nowNanos - quietSince >= ahead * timing.staggerNanos()
                && (standBackNanos == 0 || nowNanos - overNanos >= standBackNanos);
    }

    /**
     * A term is over: this keeper waits, for a time drawn by chance, before it asks again, whoever else asks meanwhile. The
     * time doubles with each term in a row that came to nothing: where a round of votes takes long, several that ask often
     * would only depose each other.
     *
     * @param stable whether it led under that term for a while
     * @param random not negative
     */
    void standBack(Deposed over, boolean stable, long random, long nowNanos) {
        fruitless = stable ? 0 : Math.min(fruitless + 1, FRUITLESS_MAX);
        long most = over.pauseNanos() + timing.staggerNanos();
        if (fruitless > 1) {
            KeeperProbe.STANDS_BACK_FOR_LONGER.hit();
            most = Math.max(most, Math.min(STAND_BACK_NANOS_MAX, most << fruitless - 1));
        }
        overNanos = nowNanos;
        standBackNanos = random % most;
    }

    /** A term of this start's own, above all seen. */
    long takeTerm() {
        return nextRound++ * ROUND + index;
    }

    /**
     * Whose leases need not be waited for: of the dead, of earlier starts of this very keeper, and of terms that are over by
     * their keeper's own word. Where several asked at once and split the votes, the leases of those that have given up would
     * hold up the last one for as long as they run.
     */
    List<EndedTerms> ended(long nowNanos) {
        List<EndedTerms> ended = new ArrayList<>();
        predecessors.forEach(predecessor -> ended.add(EndedTerms.all(predecessor)));
        for (long holder : holders) {
            if (deaths.dead(holder)) {
                KeeperProbe.LEASE_HOLDER_IS_DEAD.hit();
                ended.add(EndedTerms.all(holder));
            }
        }
        for (Map.Entry<Integer, Lease> entry : leases.entrySet()) {
            Lease lease = entry.getValue();
            Word word = words.get(entry.getKey());
            if (word != null && nowNanos < lease.untilNanos() && lease.isOver(word)) {
                KeeperProbe.LEASE_HOLDER_SAYS_ITS_TERM_IS_OVER.hit();
                ended.add(new EndedTerms(lease.id(), lease.term()));
            }
        }
        return ended;
    }

    void bounds(List<Bound> bounds) {
        bounds.add(new Bound("lease holders remembered", holders.size(), HOLDERS_MAX));
        bounds.add(new Bound("earlier starts remembered", predecessors.size(), HOLDERS_MAX));
        bounds.add(new Bound("keepers heard", words.size(), KeeperSettings.KEEPERS_MAX));
    }

    /** How long a keeper's word that it only asks, or does neither, is believed. */
    private long wordNanos() {
        return timing.silenceNanos();
    }

    private boolean disclaims(int keeper, long keeperId, long nowNanos) {
        Word word = words.get(keeper);
        boolean disclaims = word != null && word.health().id() == keeperId && !word.health().lead()
                && nowNanos < word.atNanos() + wordNanos();
        if (disclaims) {
            KeeperProbe.LEASE_HOLDER_SAYS_IT_DOES_NOT_LEAD.hit();
        }
        return disclaims;
    }

    private static void remember(List<Long> ids, long keeperId) {
        ids.remove(keeperId);
        ids.add(keeperId);
        if (ids.size() > HOLDERS_MAX) {
            ids.remove(0);
        }
    }
}
