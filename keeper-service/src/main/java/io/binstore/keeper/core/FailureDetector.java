package io.binstore.keeper.core;

import io.binstore.protocol.runtime.Bound;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Turns what calls came to into standings and certificates of death (protocol, section 3).
 *
 * <p>
 * Per incarnation:
 *
 * <pre>
 * unknown   it answers, or a view names it                        -> heard of
 * heard of  two calls sent since then, 100 ms apart, are refused  -> dead: REFUSED
 * heard of  a call sent since then finds another incarnation      -> dead: REPLACED
 * dead      is final; silence changes nothing
 * </pre>
 *
 * <p>
 * "Sent since then" keeps late outcomes from testifying against an incarnation that is younger than
 * the call.
 */
final class FailureDetector implements Deaths {

    static final long REFUSAL_GAP_NANOS = 100_000_000L;
    private static final int SILENT_LOOKS = 3;
    private static final int CERTIFICATES_MAX = 4096;

    private final boolean refusedMeansDead;
    private final long silenceNanos;
    private final Consumer<Certificate> onDeath;
    private final Map<String, Watched> table = new TreeMap<>();
    private final Map<Long, Certificate> certificates = new LinkedHashMap<>();
    private long version;

    FailureDetector(boolean refusedMeansDead, long silenceNanos, Consumer<Certificate> onDeath) {
        this.refusedMeansDead = refusedMeansDead;
        this.silenceNanos = silenceNanos;
        this.onDeath = onDeath;
    }

    /** How many certificates there are so far. */
    long version() {
        return version;
    }

    @Override
    public long certifiedAt(long incarnation) {
        Certificate certificate = certificates.get(incarnation);
        return certificate == null ? 0 : certificate.number();
    }

    /** Somebody names this incarnation as one that runs, or ran, at the address. */
    void learn(String address, long incarnation, long nowNanos) {
        if (incarnation != 0 && !dead(incarnation)) {
            watched(address).learn(incarnation, nowNanos);
        }
    }

    /** @param incarnation who answered, 0 if the answer does not say */
    void answered(String address, long incarnation, long sentNanos, long nowNanos) {
        Watched watched = watched(address);
        watched.answered(sentNanos);
        if (incarnation == 0) {
            return;
        }
        if (dead(incarnation)) {
            KeeperProbe.LATE_ANSWER_OF_THE_DEAD.hit();
            return;
        }
        watched.learn(incarnation, nowNanos);
        for (Map.Entry<Long, Long> other : new TreeMap<>(watched.known()).entrySet()) {
            if (other.getKey() != incarnation && other.getValue() <= sentNanos) {
                KeeperProbe.CERTIFIED_BY_ANOTHER_INCARNATION.hit();
                certify(watched, other.getKey(), Certificate.Evidence.REPLACED);
            }
        }
        if (watched.current() == 0 || !watched.known().containsKey(watched.current())) {
            watched.current(incarnation);
        }
    }

    void refused(String address, long sentNanos, long nowNanos) {
        Watched watched = watched(address);
        if (!refusedMeansDead) {
            watched.unanswered(sentNanos, nowNanos);
            return;
        }
        watched.refused(sentNanos);
        for (Map.Entry<Long, Long> known : new TreeMap<>(watched.known()).entrySet()) {
            if (watched.refusedTwiceSince(known.getValue(), REFUSAL_GAP_NANOS)) {
                KeeperProbe.CERTIFIED_BY_TWO_REFUSALS.hit();
                certify(watched, known.getKey(), Certificate.Evidence.REFUSED);
            }
        }
    }

    /**
     * The name does not exist. Where nobody was ever heard of, nobody runs; but a name that is gone
     * is no certificate of death for somebody who is known.
     */
    void unresolved(String address, long sentNanos, long nowNanos) {
        Watched watched = watched(address);
        if (watched.known().isEmpty()) {
            watched.refused(sentNanos);
        } else {
            watched.unanswered(sentNanos, nowNanos);
        }
    }

    void unanswered(String address, long sentNanos, long nowNanos) {
        watched(address).unanswered(sentNanos, nowNanos);
    }

    Standing standing(String address, long nowNanos) {
        Watched watched = table.get(address);
        return watched == null
                ? Standing.UNKNOWN
                : new Standing(watched.current(), watched.answering(),
                        watched.refusedTwiceSince(Long.MIN_VALUE, REFUSAL_GAP_NANOS),
                        watched.silentFor(silenceNanos, SILENT_LOOKS, nowNanos));
    }

    /** Whether the address refused and a second refusal would certify something. */
    boolean needsSecondLook(String address) {
        Watched watched = table.get(address);
        return watched != null && watched.refusing() && (!watched.known().isEmpty()
                || !watched.refusedTwiceSince(Long.MIN_VALUE, REFUSAL_GAP_NANOS));
    }

    /** Whether nothing has run at the address since: refused twice after that moment. */
    boolean absentSince(String address, long sinceNanos) {
        Watched watched = table.get(address);
        return watched != null && watched.refusedTwiceSince(sinceNanos, REFUSAL_GAP_NANOS);
    }

    /** Whether a call sent since that moment was refused. */
    boolean refusedSince(String address, long sinceNanos) {
        Watched watched = table.get(address);
        return watched != null && watched.refusedSince(sinceNanos);
    }

    /** Whether calls to the address have stayed without any outcome for that long. */
    boolean silentFor(String address, long nanos, long nowNanos) {
        Watched watched = table.get(address);
        return watched != null && watched.silentFor(nanos, SILENT_LOOKS, nowNanos);
    }

    /** @param addresses how many there are to watch */
    void bounds(List<Bound> bounds, int addresses) {
        bounds.add(new Bound("addresses watched", table.size(), addresses));
        bounds.add(new Bound("certificates", certificates.size(), CERTIFICATES_MAX));
        table.values().forEach(watched -> watched.bounds(bounds));
    }

    private Watched watched(String address) {
        return table.computeIfAbsent(address, Watched::new);
    }

    private void certify(Watched watched, long incarnation, Certificate.Evidence evidence) {
        watched.forget(incarnation);
        Certificate certificate =
                new Certificate(++version, watched.address(), incarnation, evidence);
        certificates.put(incarnation, certificate);
        if (certificates.size() > CERTIFICATES_MAX) {
            certificates.remove(certificates.keySet().iterator().next());
        }
        onDeath.accept(certificate);
    }
}
