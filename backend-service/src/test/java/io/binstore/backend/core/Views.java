package io.binstore.backend.core;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Views made by hand. A test's members have incarnation 1000 + index unless it says otherwise. */
public final class Views {

    public static final long CLUSTER = 77;

    private Views() {
    }

    public static Member member(int index) {
        return member(index, 1_000 + index);
    }

    public static Member member(int index, long incarnation) {
        return new Member(index, address(index), incarnation);
    }

    public static String address(int index) {
        return "http://b" + index;
    }

    public static View view(long epoch, List<Member> members, Chain... chains) {
        return new View(CLUSTER, epoch, members, List.of(chains), List.of(), 0);
    }

    public static View withDead(View view, Member... dead) {
        return new View(view.cluster(), view.epoch(), view.members(), view.chains(), List.of(dead),
                view.lost());
    }

    /** A chain whose replicas have all been there from the beginning. */
    public static Chain chain(long version, int... members) {
        return new Chain(version, 1, replicas(1, members), List.of());
    }

    /** A chain of which the last replica was added in this version. */
    public static Chain grown(long version, int... members) {
        List<Replica> replicas = replicas(1, members);
        replicas.set(members.length - 1, new Replica(members[members.length - 1], version));
        return new Chain(version, 1, replicas, List.of());
    }

    /** A chain put into another order: every replica but the head counts as new. */
    public static Chain reordered(long version, int... members) {
        List<Replica> replicas = replicas(version, members);
        replicas.set(0, new Replica(members[0], 1));
        return new Chain(version, 1, replicas, List.of());
    }

    public static Chain learning(Chain chain, Integer... learners) {
        return new Chain(chain.version(), chain.origin(), chain.replicas(), List.of(learners));
    }

    private static List<Replica> replicas(long added, int... members) {
        return new ArrayList<>(
                Arrays.stream(members).mapToObj(member -> new Replica(member, added)).toList());
    }
}
