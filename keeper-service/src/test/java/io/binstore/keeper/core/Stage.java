package io.binstore.keeper.core;

import io.binstore.protocol.message.Request;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import io.binstore.protocol.runtime.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One keeper's pieces under a term, with fake backends 1 ms away; every turn is taken by hand. */
final class Stage implements Transport {

    static final long ID = 77;

    final FakeLoop loop = new FakeLoop();
    final List<FakeBackend> backends = new ArrayList<>();
    final TreeSet<Integer> down = new TreeSet<>();
    final TreeSet<Integer> silent = new TreeSet<>();
    final List<Request> sent = new ArrayList<>();
    /** Requests that get lost, by kind. */
    Predicate<Request> lost = request -> false;
    final KeeperSettings settings;
    final FailureDetector detector;
    final LeadElection election;
    final KnownView known;
    final Courier courier;
    final Prober prober;
    Candidate candidate;
    Ballot ballot;
    ViewChange views;
    Function<View, @Nullable View> planner = base -> null;

    Stage(int count) {
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            backends.add(new FakeBackend(i, loop, 100 + i));
            addresses.add(FakeCluster.backend(i));
        }
        settings = KeeperSettings.of(0, List.of(FakeCluster.keeper(0), FakeCluster.keeper(1)),
                addresses, 4, 1);
        detector = new FailureDetector(true, settings.timing().silenceNanos(), death -> {
        });
        election = new LeadElection(0, ID, 1, settings.timing(), detector);
        known = new KnownView((before, after) -> {
            if (after != null) {
                after.members().forEach(
                        member -> detector.learn(member.address(), member.incarnation(),
                                loop.nanos()));
            }
        });
        courier = new Courier(loop, FakeLoop.random(1), this, detector, () -> {
        });
        prober = new Prober(settings, courier, detector, election, loop, () -> {
        });
        candidate = new Candidate(0, ID, election.takeTerm(), loop.nanos());
        ballot = new Ballot(settings, candidate, courier, detector, election, known,
                new LeadLeases());
        views = new ViewChange(candidate, settings, courier, detector, known, ballot, prober);
        prober.start(loop.nanos());
    }

    /** The next term of the same keeper, which remembers what it knew. */
    void newTerm() {
        candidate = new Candidate(0, ID, election.takeTerm(), loop.nanos());
        ballot = new Ballot(settings, candidate, courier, detector, election, known,
                new LeadLeases());
        views = new ViewChange(candidate, settings, courier, detector, known, ballot, prober);
    }

    /** A view of these backends, active at all of them. */
    View activate(long epoch, int... indexes) {
        View view = view(epoch, indexes);
        for (int index : indexes) {
            backends.get(index).active = view;
        }
        return view;
    }

    View view(long epoch, int... indexes) {
        List<Member> members = new ArrayList<>();
        for (int index : indexes) {
            members.add(
                    new Member(index, FakeCluster.backend(index), backends.get(index).incarnation));
        }
        return new View(5, epoch, members, Placement.firstChains(members, 4, 3), List.of(), 0);
    }

    /** Takes a turn each millisecond. */
    void run(long millis) {
        for (long i = 0; i < millis; i++) {
            prober.turn(loop.nanos(), false);
            ballot.turn(loop.nanos());
            views.turn(loop.nanos(), 4711, planner);
            loop.run(1);
        }
    }

    <T extends Request> List<T> sent(Class<T> kind) {
        return sent.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    void kill(int index) {
        down.add(index);
        backends.get(index).restart();
    }

    @Override
    public void call(String address, Request request, long timeoutNanos, Consumer<Outcome> then) {
        sent.add(request);
        int index = settings.backends().indexOf(address);
        boolean[] done = new boolean[1];
        Consumer<Outcome> once = outcome -> {
            if (!done[0]) {
                done[0] = true;
                then.accept(outcome);
            }
        };
        loop.after(timeoutNanos, () -> once.accept(new Failed(Failure.UNKNOWN)));
        if (index < 0 || silent.contains(index) || lost.test(request)) {
            return;
        }
        loop.after(FakeLoop.MILLI, () -> {
            Outcome outcome = down.contains(index)
                    ? new Failed(Failure.REFUSED)
                    : new Answered(backends.get(index).answer(request));
            loop.after(FakeLoop.MILLI, () -> once.accept(outcome));
        });
    }
}
