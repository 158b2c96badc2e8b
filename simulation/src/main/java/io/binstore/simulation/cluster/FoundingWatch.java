package io.binstore.simulation.cluster;

import io.binstore.protocol.message.LeaseReply;
import io.binstore.protocol.message.LeaseRequest;
import io.binstore.protocol.message.ProposeRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import io.binstore.protocol.runtime.Transport;
import io.binstore.simulation.world.Process;
import io.binstore.simulation.world.Violation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sees to it that a keeper proposes a first view only when every configured backend is in it, or is of another cluster, or
 * has refused a call that was sent after the last of the founders had answered (protocol, section 4). It does not see all: a
 * refusal counts here even if the same backend has begun to answer other calls since.
 */
final class FoundingWatch implements Transport {

    private final Process process;
    private final List<String> backends;
    private final Transport network;
    /** What follows is of this term. */
    private long term;
    private boolean judged;
    private final Set<String> answered = new HashSet<>();
    private final Set<String> foreign = new HashSet<>();
    /** Clusters of which somebody has accepted a view before. */
    private final Set<Long> left = new HashSet<>();
    /** When each incarnation first granted the lease. */
    private final Map<Long, Long> grantedNanos = new HashMap<>();
    /** When the last call was sent that was refused. */
    private final Map<String, Long> refusedNanos = new HashMap<>();

    FoundingWatch(Process process, Ground ground) {
        this.process = process;
        this.backends = ground.shape().backendAddresses();
        this.network = ground.network().transportOf(process);
    }

    @Override
    public void call(String address, Request request, long timeoutNanos, Consumer<Outcome> then) {
        if (request instanceof LeaseRequest lease && lease.term() != term) {
            begin(lease.term());
        } else if (request instanceof ProposeRequest propose && !judged
                && propose.proposal().view().epoch() == 1) {
            judged = true;
            judge(propose.proposal().view());
        }
        long sentNanos = process.nanos();
        long asked = request instanceof LeaseRequest ? term : 0;
        network.call(address, request, timeoutNanos, outcome -> {
            heard(address, outcome, sentNanos, asked == term);
            then.accept(outcome);
        });
    }

    private void begin(long next) {
        term = next;
        judged = false;
        answered.clear();
        foreign.clear();
        left.clear();
        grantedNanos.clear();
        refusedNanos.clear();
    }

    private void heard(String address, Outcome outcome, long sentNanos, boolean asked) {
        switch (outcome) {
            case Failed(Failure failure) when failure == Failure.REFUSED
                    || failure == Failure.UNRESOLVED ->
                    refusedNanos.merge(address, sentNanos, Math::max);
            case Answered(LeaseReply lease) when asked && lease.granted() -> {
                answered.add(address);
                if (lease.cluster() != 0) {
                    foreign.add(address);
                }
                if (lease.accepted() != null) {
                    left.add(lease.accepted().view().cluster());
                }
                grantedNanos.putIfAbsent(lease.incarnation(), process.nanos());
            }
            case Answered(Rejected rejected) when asked
                    && rejected.reason() == Rejected.Reason.WRONG_CLUSTER ->
                    foreign.add(address);
            default -> {
                // Neither a vote nor a sign that nobody is there.
            }
        }
    }

    private void judge(View view) {
        // A view that somebody accepted before is finished with the founders it has; any other has all who answered.
        Set<String> founders = new HashSet<>();
        long newestNanos = Long.MIN_VALUE;
        for (Member member : view.members()) {
            founders.add(member.address());
            newestNanos = Math.max(newestNanos,
                    grantedNanos.getOrDefault(member.incarnation(), Long.MIN_VALUE));
        }
        for (String address : backends) {
            boolean heard = foreign.contains(address) || founders.contains(address)
                    || left.contains(view.cluster()) && answered.contains(address);
            Long refused = refusedNanos.get(address);
            if (!heard && (refused == null || refused < newestNanos)) {
                process.world().report(Violation.of("founding", process + " proposes a first view"
                        + " under term " + term + " without having heard of " + address
                        + " since the last of " + view.members().size() + " founders came"));
            }
        }
    }
}
