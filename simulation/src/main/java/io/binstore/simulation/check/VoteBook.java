package io.binstore.simulation.check;

import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import io.binstore.simulation.world.Process;
import io.binstore.simulation.world.Violation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Who voted for what: promised terms never fall (I2), a vote is for the promised term, every active view was chosen (I1),
 * and what the next one builds on was active at a quorum (section 4).
 */
final class VoteBook {

    private final Map<Long, Incarnation> incarnations;
    private final ViewBook views;
    private final Map<Long, Long> promisedTerms = new HashMap<>();
    private final Map<View, Map<Long, Set<Long>>> voters = new HashMap<>();

    VoteBook(Map<Long, Incarnation> incarnations, ViewBook views) {
        this.incarnations = incarnations;
        this.views = views;
    }

    /** What an acceptor says when asked for a promise, granted or not. */
    void promised(Process process, long incarnation, long term) {
        long before = promisedTerms.getOrDefault(incarnation, 0L);
        if (term < before) {
            throw Violation.of("I2", process + " had promised term " + before + ", now " + term);
        }
        promisedTerms.put(incarnation, term);
    }

    void voted(Process process, long incarnation, long term, View view) {
        long promised = promisedTerms.getOrDefault(incarnation, 0L);
        if (term != promised) {
            throw Violation.of("section 4",
                    process + " voted under term " + term + ", promised is " + promised);
        }
        View base = views.view(view.cluster(), view.epoch() - 1);
        if (base != null && !activeAtQuorum(base)) {
            throw Violation.of("section 4", process + " votes for epoch " + view.epoch()
                    + " though the one before is not active at a quorum of its members");
        }
        voters.computeIfAbsent(view, each -> new HashMap<>())
                .computeIfAbsent(term, each -> new HashSet<>()).add(incarnation);
    }

    /** I1: a view becomes active only once it is chosen. Where no votes are reported at all, nothing is known. */
    void becomesActive(View view) {
        if (!voters.isEmpty() && !chosen(view)) {
            throw Violation.of("I1", view + " is active and was not chosen: votes by term are "
                    + voters.get(view));
        }
    }

    private boolean chosen(View view) {
        View base = views.view(view.cluster(), view.epoch() - 1);
        for (Set<Long> votes : voters.getOrDefault(view, Map.of()).values()) {
            boolean enough = view.epoch() == 1 ? allLive(view.members(), votes::contains)
                    : base == null || quorum(base.members(), votes::contains);
            if (enough) {
                return true;
            }
        }
        return false;
    }

    /** Section 4: who is left out hears of it when a quorum of the newer view's members has that, or all are dead. */
    void leaves(Incarnation who) {
        for (View view : views.after(who.cluster, who.epoch)) {
            if (isOutside(who, view) && activeAtQuorum(view)) {
                return;
            }
        }
        for (View view : voters.keySet()) {
            if (view.cluster() == who.cluster && view.epoch() > who.epoch && isOutside(who, view)
                    && view.members().stream().noneMatch(this::alive) && chosen(view)) {
                return;
            }
        }
        throw Violation.of("section 4", who + " starts over, and no newer view without it is active"
                + " at a quorum of its members");
    }

    private static boolean isOutside(Incarnation who, View view) {
        return view.members().stream().noneMatch(member -> member.incarnation() == who.id);
    }

    private boolean activeAtQuorum(View view) {
        return quorum(view.members(), each -> epochOf(each, view.cluster()) >= view.epoch());
    }

    private long epochOf(long incarnation, long cluster) {
        Incarnation who = incarnations.get(incarnation);
        return who == null || who.cluster != cluster ? 0 : who.epoch;
    }

    /** A majority, or all that live. */
    private boolean quorum(List<Member> members, LongPredicate yes) {
        long count = members.stream().filter(each -> yes.test(each.incarnation())).count();
        return 2 * count > members.size() || allLive(members, yes);
    }

    private boolean allLive(List<Member> members, LongPredicate yes) {
        return members.stream().anyMatch(each -> yes.test(each.incarnation()))
                && members.stream().filter(this::alive)
                        .allMatch(each -> yes.test(each.incarnation()));
    }

    private boolean alive(Member member) {
        @Nullable
        Incarnation who = incarnations.get(member.incarnation());
        return who != null && who.alive();
    }
}
