package io.binstore.keeper.core;

import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.ClockReply;
import io.binstore.protocol.message.ClockRequest;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the clocks of all bins close together (protocol, section 9): pushes the highest number
 * heard of to every member once a second, and takes theirs back. Numbers are unsigned.
 */
final class ClockSync {

    private final long periodNanos;
    private final Courier courier;
    private final Map<Integer, Attempt> attempts = new TreeMap<>();
    private long floor;

    ClockSync(long periodNanos, Courier courier) {
        this.periodNanos = periodNanos;
        this.courier = courier;
    }

    void turn(View base, Deaths deaths, long nowNanos) {
        for (Member member : base.members()) {
            Attempt attempt = attempts.computeIfAbsent(member.index(), index -> new Attempt());
            if (attempt.due(nowNanos) && !deaths.dead(member.incarnation())) {
                push(base, member, attempt);
            }
        }
    }

    /** Somebody answered, or heard of, this number. */
    void heard(long highest) {
        if (Long.compareUnsigned(highest, floor) > 0) {
            floor = highest;
        }
    }

    long floor() {
        return floor;
    }

    private void push(View base, Member member, Attempt attempt) {
        ClockRequest request =
                new ClockRequest(new Addressee(base.cluster(), member.incarnation()), floor);
        courier.call(member.address(), request, attempt.begin(), answer -> {
            if (answer.reply() instanceof ClockReply reply) {
                heard(reply.highest());
                attempt.answered(answer.sentNanos() + periodNanos);
            } else {
                attempt.failed(answer.sentNanos() + periodNanos);
            }
        });
    }
}
