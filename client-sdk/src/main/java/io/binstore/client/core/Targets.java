package io.binstore.client.core;

import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import io.binstore.protocol.runtime.Bound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of the view that the client goes by. Members of older views are kept until their
 * requests are done.
 */
final class Targets implements Router.Memory {

    /**
     * What a change of view leaves behind.
     *
     * @param unsent calls that had not been sent
     * @param hopeless requests to incarnations that are no members any more: no use to wait for
     *         their answers
     */
    record Moved(List<OpenCall> unsent, List<Batch> hopeless) {
    }

    private final Function<Member, Target> maker;
    private final @Nullable String nearAddress;
    private final Map<String, Target> byAddress = new LinkedHashMap<>();
    private List<Member> members = List.of();
    private Target[] inOrder = new Target[0];
    private int near = Router.NOWHERE;

    Targets(@Nullable String nearAddress, Function<Member, Target> maker) {
        this.nearAddress = nearAddress;
        this.maker = maker;
    }

    /**
     * Goes over to a view, and answers the calls that have to be routed again; see {@link Moved}.
     */
    Moved adopt(View view) {
        Moved moved = new Moved(new ArrayList<>(), new ArrayList<>());
        byAddress.values().forEach(target -> moved.unsent.addAll(target.batcher.drain()));
        members = view.members();
        inOrder = new Target[members.size()];
        near = Router.NOWHERE;
        Map<String, Target> before = new LinkedHashMap<>(byAddress);
        byAddress.clear();
        for (int i = 0; i < inOrder.length; i++) {
            Member member = members.get(i);
            Target target = before.remove(member.address());
            if (target == null) {
                target = maker.apply(member);
            }
            if (target.become(member)) {
                moved.hopeless.addAll(target.batcher.inFlight());
            }
            inOrder[i] = target;
            byAddress.put(member.address(), target);
            if (member.address().equals(nearAddress)) {
                near = member.index();
            }
        }
        // A member that comes back while its old requests are under way must find them counted.
        before.forEach((address, target) -> {
            if (!target.batcher.isIdle()) {
                byAddress.put(address, target);
                moved.hopeless.addAll(target.batcher.inFlight());
            }
        });
        return moved;
    }

    /**
     * The target at an address, also one that has left the view while requests to it are under way.
     */
    @Nullable
    Target at(String address) {
        return byAddress.get(address);
    }

    /** The target of a member, or null if the view does not list it. */
    @Nullable
    Target at(int member) {
        int low = 0;
        int high = inOrder.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int index = members.get(middle).index();
            if (index == member) {
                return inOrder[middle];
            }
            if (index < member) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    List<Member> members() {
        return members;
    }

    /** The index of the member that the core is part of, or {@link Router#NOWHERE}. */
    int near() {
        return near;
    }

    boolean isSuspect(String address, long nowNanos) {
        Target target = byAddress.get(address);
        return target != null && target.sparedNanos(nowNanos) > 0;
    }

    void bounds(List<Bound> bounds) {
        byAddress.values().forEach(target -> bounds.add(new Bound("requests to one backend",
                target.batcher.inFlight().size(), OpBatcher.REQUESTS_MAX)));
    }

    /** Whether a mutation for a member should go around it; see {@link Target#sendsAround}. */
    boolean sendsAround(int member, long nowNanos) {
        Target target = at(member);
        return target != null && target.sendsAround(nowNanos);
    }

    @Override
    public boolean knows(int member) {
        return at(member) != null;
    }

    @Override
    public long sparedNanos(int member, long nowNanos) {
        Target target = at(member);
        return target == null ? 0 : target.sparedNanos(nowNanos);
    }
}
