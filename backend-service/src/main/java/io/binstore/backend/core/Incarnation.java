package io.binstore.backend.core;

import io.binstore.backend.core.partition.PartitionReplica;
import io.binstore.backend.core.partition.ReplicaHost;
import io.binstore.backend.core.partition.ScanTurns;
import io.binstore.backend.core.transfer.PullWindow;
import io.binstore.backend.core.transfer.SnapshotSource;
import io.binstore.backend.core.transfer.TransferHost;
import io.binstore.protocol.message.ActivateReply;
import io.binstore.protocol.message.ActivateRequest;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.FetchViewReply;
import io.binstore.protocol.message.FetchViewRequest;
import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.message.LeaseRequest;
import io.binstore.protocol.message.MemberRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.StatusRequest;
import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import io.binstore.protocol.runtime.Bound;
import io.binstore.protocol.runtime.Timers.Cancellable;
import io.binstore.protocol.runtime.Transport.Answered;
import io.binstore.protocol.runtime.Transport.Failed;
import io.binstore.protocol.runtime.Transport.Failure;
import io.binstore.protocol.runtime.Transport.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a backend, from a drawn incarnation number to a crash, or to the view that leaves it out.
 *
 * <p>
 * Everything a backend knows belongs to its incarnation and ends with it: answers and timers that come later find
 * {@link #ended} and do nothing (I10).
 *
 * <pre>
 * state    event                                   next
 * FRESH    a view that lists it                    MEMBER
 * FRESH    a view that does not                    FRESH
 * MEMBER   a newer view that lists it              MEMBER
 * MEMBER   a newer view that does not              ended; the backend begins another life
 * </pre>
 */
final class Incarnation implements ReplicaHost, TransferHost {

    static final long PEER_TIMEOUT_NANOS = 1_000_000_000L;
    private static final long ACTIVATION_CHECK_NANOS = 20_000_000L;
    private static final long UNREACHABLE_AGAIN_NANOS = 1_000_000_000L;
    private static final long MEMORY_CHECK_NANOS = 50_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(Incarnation.class);

    private final BackendSettings settings;
    private final BackendPorts ports;
    private final ClockFloor clockFloor;
    private final Departure departure;
    private final Runnable leftOut;
    private final Member self;
    private final ViewRegister register;
    private final ReadLeases leases = new ReadLeases();
    private final LeaseRenewal renewal;
    private final Replicas replicas;
    private final MemoryLimit memory;
    private final IdleClients idleClients;
    private final Peers peers;
    private final Reachability reachability = new Reachability();
    private final SnapshotSource source;
    private final PullWindow pulls = new PullWindow();
    private final ScanTurns scans;
    private final OpsDesk desk;
    private final MemberRequests requests;
    private long lostHeads;
    private boolean activationsDue;
    private boolean checkUnderWay;
    private boolean ended;

    /** @param leftOut what to do when a newer view does not list this incarnation */
    Incarnation(BackendSettings settings, BackendPorts ports, ClockFloor clockFloor,
            Departure departure, Runnable leftOut) {
        this.settings = settings;
        this.ports = ports;
        this.clockFloor = clockFloor;
        this.departure = departure;
        this.leftOut = leftOut;
        this.self = new Member(settings.index(), settings.address(), ports.random().positive());
        this.register = new ViewRegister(self.incarnation());
        this.renewal = new LeaseRenewal(this, leases);
        this.replicas = new Replicas(settings.index(), self.incarnation(), this, this);
        this.memory = new MemoryLimit(replicas, settings.bytesMax());
        this.idleClients = new IdleClients(this, replicas);
        this.peers = new Peers(this);
        this.source = new SnapshotSource(ports.random());
        this.scans = new ScanTurns(this::after, ports.random());
        this.desk = new OpsDesk(this, settings.limits());
        this.requests =
                new MemberRequests(this, register, leases, replicas, peers, source, clockFloor,
                        departure);
    }

    void start() {
        renewal.start();
        lookForUnreachable();
        measureMemory();
        idleClients.start();
    }

    /** Nothing of this life is wanted any more. */
    void end() {
        ended = true;
        replicas.discardAll();
        peers.closeAll();
        source.clear();
    }

    Member self() {
        return self;
    }

    OpsDesk desk() {
        return desk;
    }

    /** Answers a request of another process, or refuses it if it is for somebody else (I10). */
    void handle(MemberRequest request, Consumer<Reply> then) {
        Addressee to = request.to();
        if (to.incarnation() != 0 && to.incarnation() != self.incarnation()) {
            BackendProbe.MESSAGE_FOR_ANOTHER_INCARNATION.hit();
            then.accept(rejected(Rejected.Reason.WRONG_INCARNATION,
                    "this is incarnation " + self.incarnation()));
        } else if (to.cluster() != 0 && foreign(to.cluster())) {
            then.accept(wrongCluster(to.cluster()));
        } else if (to.incarnation() == 0 && !forAnybody(request)) {
            then.accept(
                    rejected(Rejected.Reason.INVALID, "the message does not say whom it is for"));
        } else {
            then.accept(requests.answer(request));
        }
    }

    /** What may be asked before the incarnation is known. */
    private static boolean forAnybody(MemberRequest request) {
        return request instanceof LeaseRequest || request instanceof StatusRequest;
    }

    private boolean foreign(long cluster) {
        return register.cluster() != 0 && cluster != register.cluster();
    }

    private Rejected wrongCluster(long cluster) {
        BackendProbe.MESSAGE_OF_ANOTHER_CLUSTER.hit();
        LOG.warn("refused a message of cluster {}", Long.toHexString(cluster));
        return rejected(Rejected.Reason.WRONG_CLUSTER, "this is another cluster");
    }

    Rejected rejected(Rejected.Reason reason, String detail) {
        return new Rejected(reason, self.incarnation(), register.cluster(), register.epoch(),
                detail);
    }

    // --- views ---

    @Nullable
    View view() {
        return register.active();
    }

    long epoch() {
        return register.epoch();
    }

    /**
     * Somebody passes a chosen view on.
     *
     * @param term of the lead that does so, 0 from a peer
     */
    Reply activate(View view, long term) {
        if (foreign(view.cluster())) {
            return wrongCluster(view.cluster());
        }
        if (!register.mayJoin(term)) {
            BackendProbe.JOINS_ONLY_BY_THE_LEAD_IT_PROMISED.hit();
        } else if (view.epoch() > register.epoch()) {
            if (view.contains(self.index(), self.incarnation())) {
                adopt(view);
            } else if (register.active() != null) {
                BackendProbe.LEFT_OUT_OF_A_VIEW.hit();
                LOG.info("left out of epoch {}: starting over", view.epoch());
                Reply reply = new ActivateReply(self.incarnation(), view.cluster(), view.epoch());
                leftOut.run();
                return reply;
            }
        }
        return new ActivateReply(self.incarnation(), register.cluster(), register.epoch());
    }

    private void adopt(View view) {
        long before = register.epoch();
        if (before > 0 && view.epoch() > before + 1) {
            BackendProbe.VIEW_SKIPPED.hit();
        } else if (before == 0 && view.epoch() > 1) {
            BackendProbe.JOINED_A_CLUSTER_THAT_IS_THERE.hit();
        }
        register.adopt(view);
        LOG.debug("epoch {} is active with {} members", view.epoch(), view.members().size());
        settings.observer().adopted(self.incarnation(), view);
        peers.viewAdopted(view);
        replicas.adopt(view, before);
        renewal.viewAdopted(view);
        desk.viewAdopted(view);
        activationsDue = true;
        activate();
    }

    /** Lets replicas go on whose wait for old read leases is over. */
    void activate() {
        if (!activationsDue) {
            return;
        }
        boolean waiting = false;
        for (PartitionReplica replica : replicas.all()) {
            replica.tryActivate();
            waiting |= replica.waitingForLeases();
        }
        activationsDue = waiting;
        if (waiting && !checkUnderWay) {
            checkUnderWay = true;
            after(ACTIVATION_CHECK_NANOS, () -> {
                checkUnderWay = false;
                activate();
            });
        }
    }

    /** A peer has another epoch: the one who is behind gets the view. */
    void heardEpoch(Member peer, long epoch) {
        View view = register.active();
        if (epoch > epoch()) {
            peers.fetchOnce(peer);
        } else if (view != null && epoch < view.epoch()
                && view.contains(peer.index(), peer.incarnation())) {
            peers.passOnOnce(peer, view);
        }
    }

    void fetchView(Member peer) {
        call(peer, new FetchViewRequest(addressee(peer), self.incarnation(), epoch()), reply -> {
            if (reply instanceof FetchViewReply fetched && fetched.view() != null
                    && fetched.view().contains(self.index(), self.incarnation())) {
                BackendProbe.VIEW_FETCHED_FROM_A_PEER.hit();
                activate(fetched.view(), 0);
            }
        });
    }

    void passOn(Member peer, View view) {
        BackendProbe.VIEW_PASSED_ON_TO_A_PEER.hit();
        call(peer, new ActivateRequest(addressee(peer), view, 0), reply -> {
        });
    }

    /** A read lease came in: calls that waited for it may go on. */
    void leaseHeld() {
        replicas.all().forEach(PartitionReplica::retryBlocked);
    }

    // --- peers ---

    Addressee addressee(Member peer) {
        return new Addressee(register.cluster(), peer.incarnation());
    }

    /** Calls a peer; {@code then} gets null if there was no answer, and is not called once this life has ended. */
    void call(Member peer, MemberRequest request, Consumer<@Nullable Reply> then) {
        long timeoutNanos = unlucky("early time-out") ? PEER_TIMEOUT_NANOS / 100
                : PEER_TIMEOUT_NANOS;
        long sentNanos = nowNanos();
        ports.transport().call(peer.address(), request, timeoutNanos, outcome -> {
            if (!ended) {
                reachability.heard(peer, outcome, sentNanos, nowNanos());
                if (suspicious(outcome)) {
                    peers.hintKeepers(peer, settings.keepers());
                }
                then.accept(outcome instanceof Answered answered ? answered.reply() : null);
            } else {
                BackendProbe.ANSWER_CAME_AFTER_THE_END.hit();
            }
        });
    }

    private static boolean suspicious(Outcome outcome) {
        return outcome instanceof Failed failed && failed.failure() == Failure.REFUSED
                || outcome instanceof Answered answered
                        && answered.reply() instanceof Rejected rejected
                        && rejected.reason() == Rejected.Reason.WRONG_INCARNATION;
    }

    BackendPorts ports() {
        return ports;
    }

    @Nullable
    PartitionReplica replica(int partition) {
        return replicas.replica(partition);
    }

    // --- upkeep ---

    /** A view may leave out whom this backend cannot reach, and then nobody calls it: whoever complains goes on asking. */
    private void lookForUnreachable() {
        for (Member peer : reachability.unreachable()) {
            BackendProbe.PEER_IS_OUT_OF_REACH.hit();
            call(peer, new StatusRequest(Addressee.ANYBODY), reply -> {
            });
        }
        after(UNREACHABLE_AGAIN_NANOS, this::lookForUnreachable);
    }

    private void measureMemory() {
        long nowNanos = nowNanos();
        memory.measure(nowNanos);
        source.dropIdle(nowNanos);
        after(MEMORY_CHECK_NANOS, this::measureMemory);
    }

    // --- what replicas and transfers ask ---

    @Override
    public long nowNanos() {
        return ports.ticker().nanos();
    }

    @Override
    public Cancellable after(long delayNanos, Runnable task) {
        return ports.timers().after(delayNanos, () -> {
            if (!ended) {
                task.run();
            } else {
                BackendProbe.TIMER_FIRED_AFTER_THE_END.hit();
            }
        });
    }

    @Override
    public PullWindow pulls() {
        return pulls;
    }

    @Override
    public void ask(int index, Function<Addressee, MemberRequest> request,
            Consumer<@Nullable Reply> then) {
        View view = register.active();
        Member peer = view == null ? null : view.member(index);
        if (peer == null) {
            BackendProbe.SOURCE_IS_NO_MEMBER_ANY_MORE.hit();
            after(0, () -> then.accept(null));
        } else {
            call(peer, request.apply(addressee(peer)), then);
        }
    }

    @Override
    public long incarnation() {
        return self.incarnation();
    }

    @Override
    public boolean oldLeasesRunOut(Chain chain) {
        View view = register.active();
        return view != null && leases.runOut(view, chain, nowNanos());
    }

    @Override
    public boolean mayRead(Chain chain) {
        View view = register.active();
        return view != null && leases.mayRead(view, chain, self.index(), nowNanos());
    }

    @Override
    public void appendDue(int partition, int successor) {
        peers.link(successor).appendDue(partition);
    }

    @Override
    public void commitDue(int partition, int predecessor) {
        peers.link(predecessor).commitDue(partition);
    }

    @Override
    public void fill(int partition, int predecessor, long version) {
        replicas.fill(partition, predecessor, version);
    }

    @Override
    public boolean full() {
        return memory.full();
    }

    @Override
    public boolean crowded() {
        return memory.crowded();
    }

    @Override
    public long clockFloor() {
        return clockFloor.highest();
    }

    @Override
    public void clockAnswered(long clock) {
        clockFloor.raise(clock);
    }

    @Override
    public void headBeganIncomplete(int partition) {
        lostHeads++;
        BackendProbe.HEAD_BEGINS_INCOMPLETE.hit();
        LOG.error("partition {}: its last complete replica is gone, what it held alone is lost",
                partition);
    }

    @Override
    public boolean unlucky(String place) {
        return ports.random().unlucky(place);
    }

    @Override
    public ScanTurns scans() {
        return scans;
    }

    @Override
    public BackendObserver observer() {
        return settings.observer();
    }

    long lostHeads() {
        return lostHeads;
    }

    // --- reports ---

    HealthReply health() {
        int heads = 0;
        int middles = 0;
        int tails = 0;
        for (PartitionReplica replica : replicas.all()) {
            if (replica.isHead()) {
                heads++;
            } else if (replica.isTail()) {
                tails++;
            } else {
                middles++;
            }
        }
        return new HealthReply(self.incarnation(), register.cluster(), register.epoch(),
                state(), heads, middles, tails,
                replicas.learning(), memory.bytes(), settings.bytesMax(), clockFloor.highest(),
                departure.orders(),
                reachability.unreachable().stream().map(Member::index).toList());
    }

    private HealthReply.State state() {
        if (departure.wanted()) {
            return HealthReply.State.LEAVING;
        }
        return register.active() == null ? HealthReply.State.FRESH : HealthReply.State.MEMBER;
    }

    List<Bound> bounds() {
        View view = register.active();
        int members = view == null ? 0 : view.members().size();
        List<Bound> bounds = new ArrayList<>();
        bounds.add(new Bound("batches that wait", desk.waiting(), OpsDesk.BATCHES_MAX));
        bounds.add(new Bound("snapshots under way", source.size(), SnapshotSource.IMAGES_MAX));
        bounds.add(new Bound("pulls that wait", pulls.waiting(),
                view == null ? 0 : view.chains().size()));
        bounds.add(new Bound("scans under way", scans.size(), ScanTurns.SCANS_MAX));
        bounds.add(new Bound("links to peers", peers.links(), members));
        replicas.bounds(bounds);
        return bounds;
    }

    long sketch(int partition) {
        return (register.active() == null ? 0 : 1) | (register.hasAccepted() ? 2 : 0)
                | replicas.sketch(partition) << 2;
    }

    BackendReport report() {
        int serving = 0;
        int waiting = desk.waiting();
        long sessions = 0;
        for (PartitionReplica replica : replicas.all()) {
            serving += replica.serving() ? 1 : 0;
            sessions += replica.state().sessions().size();
        }
        return new BackendReport(health(), register.active(), serving, waiting,
                replicas.suffixBytes(), sessions);
    }
}
