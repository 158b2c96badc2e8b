package io.binstore.backend.core;

import static io.binstore.backend.core.ManualTime.SECOND;
import static io.binstore.backend.core.TestCluster.append;
import static io.binstore.backend.core.TestCluster.get;
import static io.binstore.backend.core.TestCluster.list;
import static io.binstore.backend.core.TestCluster.set;
import static io.binstore.backend.core.TestCluster.value;
import static io.binstore.backend.core.Views.CLUSTER;
import static io.binstore.backend.core.Views.chain;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.backend.core.TestCluster.Waiting;
import io.binstore.protocol.message.Acknowledged;
import io.binstore.protocol.message.ActivateReply;
import io.binstore.protocol.message.ActivateRequest;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.Append;
import io.binstore.protocol.message.AppendAck;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.ClockReply;
import io.binstore.protocol.message.ClockRequest;
import io.binstore.protocol.message.FetchViewReply;
import io.binstore.protocol.message.FetchViewRequest;
import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.message.HealthRequest;
import io.binstore.protocol.message.HintRequest;
import io.binstore.protocol.message.LeaseReply;
import io.binstore.protocol.message.LeaseRequest;
import io.binstore.protocol.message.LeaveRequest;
import io.binstore.protocol.message.MigrateRequest;
import io.binstore.protocol.message.PeerReply;
import io.binstore.protocol.message.PeerRequest;
import io.binstore.protocol.message.ReadLeaseRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.message.StatusReply;
import io.binstore.protocol.message.StatusRequest;
import io.binstore.protocol.message.ViewReply;
import io.binstore.protocol.message.ViewRequest;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.operation.Result.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which messages a backend takes, and when it begins another life (protocol, section 4; I2, I10). */
class IncarnationTest {

    private final TestCluster cluster = TestCluster.of(2);

    // --- who is meant ---

    @Test
    void refusesWhatIsForAnotherIncarnation() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0)));
        Reply reply = cluster.ask(0, new StatusRequest(new Addressee(CLUSTER, 4_711)));
        assertThat(reason(reply)).isEqualTo(Rejected.Reason.WRONG_INCARNATION);
        assertThat(((Rejected) reply).incarnation()).isEqualTo(cluster.incarnation(0));
        assertThat(((Rejected) reply).epoch()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsForAnotherCluster() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0)));
        Addressee foreign = new Addressee(CLUSTER + 1, cluster.incarnation(0));
        assertThat(reason(cluster.ask(0, new StatusRequest(foreign))))
                .isEqualTo(Rejected.Reason.WRONG_CLUSTER);
    }

    @Test
    void refusesWhatIsForNobodyUnlessItAsksWhoIsThere() {
        Addressee nobody = new Addressee(0, 0);
        assertThat(cluster.ask(0, new LeaseRequest(nobody, 0, 501, 16, 1_000, 0, List.of())))
                .isInstanceOf(LeaseReply.class);
        assertThat(cluster.ask(0, new StatusRequest(nobody))).isInstanceOf(StatusReply.class);
        assertThat(reason(cluster.ask(0, new FetchViewRequest(nobody, 0, 0))))
                .isEqualTo(Rejected.Reason.INVALID);
        assertThat(reason(cluster.ask(0, new ActivateRequest(nobody,
                cluster.view(1, chain(1, 0)), 0)))).isEqualTo(Rejected.Reason.INVALID);
    }

    @Test
    void joinsNoClusterByTheWordOfALeadBelowItsPromise() {
        Addressee self = new Addressee(0, cluster.incarnation(0));
        View first = cluster.view(1, chain(1, 0));
        cluster.ask(0, new LeaseRequest(self, 0, 501, 32, 1_000, 0, List.of()));
        cluster.ask(0, new ActivateRequest(self, first, 16));
        cluster.ask(0, new ActivateRequest(self, first, 0));
        assertThat(epoch()).isZero();
        cluster.ask(0, new ActivateRequest(self, first, 32));
        assertThat(epoch()).isEqualTo(1);
        // Once it is in a cluster anybody may pass the next view on.
        cluster.ask(0, new ActivateRequest(self, cluster.view(2, chain(2, 0)), 0));
        assertThat(epoch()).isEqualTo(2);
    }

    private long epoch() {
        return ((StatusReply) cluster.ask(0, new StatusRequest(new Addressee(0, 0)))).epoch();
    }

    @Test
    void neverDropsDataBecauseOfAViewOfAnotherCluster() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0)));
        cluster.call(0, set("bin", "k", "v"));
        View foreign = new View(CLUSTER + 1, 9, List.of(cluster.member(1)), List.of(chain(9, 1)),
                List.of(), 0);
        long before = cluster.incarnation(0);
        Addressee self = new Addressee(0, before);
        assertThat(reason(cluster.ask(0, new ActivateRequest(self, foreign, 1_000))))
                .isEqualTo(Rejected.Reason.WRONG_CLUSTER);
        assertThat(cluster.incarnation(0)).isEqualTo(before);
        assertThat(cluster.call(0, get("bin", "k")).result()).isEqualTo(value("v"));
    }

    @Test
    void leavesOrStaysAsToldAndHeedsNoLateOrder() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0)));
        assertThat(leave(true, 0)).isEqualTo(new Acknowledged());
        assertThat(health(0).state()).isEqualTo(HealthReply.State.LEAVING);
        assertThat(health(0).orders()).isEqualTo(1);
        assertThat(leave(false, 1)).isEqualTo(new Acknowledged());
        assertThat(health(0).state()).isEqualTo(HealthReply.State.MEMBER);
        assertThat(reason(leave(true, 0))).isEqualTo(Rejected.Reason.OUTDATED);
        assertThat(health(0).state()).isEqualTo(HealthReply.State.MEMBER);
    }

    @Test
    void isStillToLeaveAfterAViewHasLeftItOut() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0)));
        leave(true, 0);
        activate(0, new View(CLUSTER, 2, List.of(cluster.member(1)), List.of(chain(2, 1)),
                List.of(), 0));
        assertThat(health(0).epoch()).isZero();
        assertThat(health(0).state()).isEqualTo(HealthReply.State.LEAVING);
    }

    private Reply leave(boolean leaving, long knownOrders) {
        return cluster.ask(0, new LeaveRequest(new Addressee(0, cluster.incarnation(0)), leaving,
                knownOrders));
    }

    @Test
    void isNoKeeper() {
        assertThat(reason(cluster.ask(0, new HintRequest("http://b1"))))
                .isEqualTo(Rejected.Reason.INVALID);
    }

    // --- views ---

    @Test
    void adoptsAViewThatListsIt() {
        ActivateReply reply = (ActivateReply) activate(0, cluster.view(3, chain(3, 0)));
        assertThat(reply).isEqualTo(new ActivateReply(cluster.incarnation(0), CLUSTER, 3));
        assertThat(health(0).state()).isEqualTo(HealthReply.State.MEMBER);
    }

    @Test
    void neverGoesBackToAnOlderView() {
        activate(0, cluster.view(3, chain(3, 0)));
        activate(0, cluster.view(2, chain(2, 0, 1)));
        View sameEpoch = cluster.view(3, chain(3, 0, 1));
        activate(0, sameEpoch);
        assertThat(health(0).epoch()).isEqualTo(3);
        assertThat(cluster.backend(0).report().view()).isEqualTo(cluster.view(3, chain(3, 0)));
    }

    @Test
    void ignoresViewsThatDoNotListItWhileItIsFresh() {
        long before = cluster.incarnation(0);
        activate(0, cluster.view(3, List.of(1), chain(3, 1)));
        assertThat(cluster.incarnation(0)).isEqualTo(before);
        assertThat(health(0).state()).isEqualTo(HealthReply.State.FRESH);
        assertThat(health(0).epoch()).isZero();
    }

    @Test
    void beginsAnotherLifeWhenAViewLeavesItOut() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0)));
        cluster.call(0, set("bin", "k", "v"));
        lease(0, 160);
        long before = cluster.incarnation(0);
        Reply reply = activate(0, cluster.view(2, List.of(1), chain(2, 1)));
        assertThat(reply).isEqualTo(new ActivateReply(before, CLUSTER, 2));
        assertThat(cluster.incarnation(0)).isNotEqualTo(before).isPositive();
        assertThat(health(0).state()).isEqualTo(HealthReply.State.FRESH);
        assertThat(health(0).epoch()).isZero();
        assertThat(cluster.backend(0).inspect(0)).isNull();
        // It has promised nothing in this life.
        assertThat(lease(0, 16).granted()).isTrue();
        assertThat(reason(cluster.ask(0, new StatusRequest(new Addressee(CLUSTER, before)))))
                .isEqualTo(Rejected.Reason.WRONG_INCARNATION);
    }

    @Test
    void beginsAnotherLifeWhenOnlyItsOldIncarnationIsListed() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0)));
        long before = cluster.incarnation(0);
        View other = Views.view(2, List.of(Views.member(0, 4_711)), chain(2, 0));
        activate(0, other);
        assertThat(cluster.incarnation(0)).isNotEqualTo(before);
    }

    @Test
    void answersWhoeverWaitsBeforeItBeginsAnotherLife() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0, 1)));
        cluster.time.pass(SECOND);
        cluster.network.cutOff(Views.address(1));
        cluster.time.pass(3 * SECOND);
        Waiting ordered = cluster.call(0, set("bin", "k", "v"));
        Waiting blocked = cluster.call(0, get("bin", "k"));
        assertThat(ordered.answered()).isFalse();
        assertThat(blocked.answered()).isFalse();
        activate(0, cluster.view(2, List.of(1), chain(2, 1)));
        assertThat(ordered.refusal()).isEqualTo(Reason.PENDING);
        assertThat(blocked.refusal()).isEqualTo(Reason.MISDIRECTED);
        Waiting next = cluster.send(0, 500,
                new Call(0, get("bin", "k")));
        cluster.time.pass(SECOND);
        assertThat(next.refusal()).isEqualTo(Reason.NOT_READY);
    }

    @Test
    void nothingOfAnEndedLifeGoesOn() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0, 1)));
        cluster.call(0, set("bin", "k", "v"));
        activate(0, cluster.view(2, List.of(1), chain(2, 1)));
        cluster.time.pass(SECOND);
        cluster.network.taken();
        cluster.time.pass(5 * SECOND);
        assertThat(cluster.network.taken())
                .noneMatch(sent -> sent.from().equals(Views.address(0)));
    }

    @Test
    void tellsANewerViewOnlyToThoseItLists() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0, 1)));
        View next = cluster.view(2, List.of(0), chain(2, 0));
        activate(0, next);
        Addressee self = new Addressee(CLUSTER, cluster.incarnation(0));
        long leftOut = cluster.incarnation(1);
        assertThat(cluster.ask(0, new FetchViewRequest(self, leftOut, 1)))
                .isEqualTo(new FetchViewReply(null));
        assertThat(cluster.ask(0, new FetchViewRequest(self, 0, 1)))
                .isEqualTo(new FetchViewReply(next));
        assertThat(cluster.ask(0, new FetchViewRequest(self, 0, 2)))
                .isEqualTo(new FetchViewReply(null));
        cluster.time.pass(5 * SECOND);
        assertThat(cluster.incarnation(1)).isEqualTo(leftOut);
    }

    @Test
    void showsItsViewToThoseWhoDoNotKnowIt() {
        assertThat(cluster.ask(0, new ViewRequest(0, 0))).isEqualTo(new ViewReply(0, null));
        View view = cluster.view(1, chain(1, 0));
        activate(0, view);
        assertThat(cluster.ask(0, new ViewRequest(0, 0))).isEqualTo(new ViewReply(1, view));
        assertThat(cluster.ask(0, new ViewRequest(CLUSTER, 1))).isEqualTo(new ViewReply(1, null));
        assertThat(cluster.ask(0, new ViewRequest(CLUSTER + 1, 1)))
                .isEqualTo(new ViewReply(1, view));
    }

    // --- idle clients ---

    @Test
    void forgetsClientsThatHaveBeenIdleForTenMinutes() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0)));
        cluster.call(0, set("bin", "k", "v"));
        cluster.time.pass(9 * 60 * SECOND);
        assertThat(cluster.backend(0).report().sessions()).isEqualTo(1);
        cluster.time.pass(2 * 60 * SECOND);
        assertThat(cluster.backend(0).report().sessions()).isZero();
    }

    @Test
    void forgetsNobodyWhoseCallsMayHaveWaitedForTheEndOfAPause() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0)));
        cluster.call(0, append("bin", "once"));
        cluster.time.pause(15 * 60 * SECOND);
        cluster.time.settle();
        cluster.call(0, cluster.lastSequence(), append("bin", "once"));
        assertThat(cluster.call(0, list("bin")).result())
                .isEqualTo(new Result.Items(List.of(Utf8.of("once"))));
        cluster.time.pass(12 * 60 * SECOND);
        assertThat(cluster.backend(0).report().sessions()).isZero();
    }

    // --- requests in the wrong moment ---

    @Test
    void givesNoReadLeaseBeforeItHasAView() {
        Addressee self = new Addressee(0, cluster.incarnation(0));
        assertThat(reason(cluster.ask(0, new ReadLeaseRequest(self, cluster.member(1), 1))))
                .isEqualTo(Rejected.Reason.NOT_YET);
    }

    @Test
    void takesOrdersOfItsEpochAndOfTheNewestTermOnly() {
        cluster.activateAtAll(cluster.view(2, Views.learning(chain(1, 0), 1)));
        assertThat(reason(migrate(16, 1))).isEqualTo(Rejected.Reason.OUTDATED);
        assertThat(reason(migrate(16, 3))).isEqualTo(Rejected.Reason.NOT_YET);
        assertThat(cluster.migrate(1, 2, 0, 0, 2).progress()).hasSize(1);
        assertThat(reason(migrate(15, 2))).isEqualTo(Rejected.Reason.OUTDATED);
    }

    private Reply migrate(long term, long epoch) {
        return cluster.ask(1,
                new MigrateRequest(new Addressee(CLUSTER, cluster.incarnation(1)), term, epoch,
                        List.of()));
    }

    @Test
    void raisesItsClockFloorAndSaysWhatItKnows() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0)));
        cluster.call(0, new Mutation.Clock(Utf8.of("bin"), 50));
        assertThat(clock(0)).isEqualTo(50);
        assertThat(clock(70)).isEqualTo(70);
        assertThat(clock(60)).isEqualTo(70);
        assertThat(cluster.call(0, new Mutation.Clock(Utf8.of("bin"), 0)).result())
                .isEqualTo(new Result.ClockValue(70));
    }

    private long clock(long floor) {
        Addressee self = new Addressee(CLUSTER, cluster.incarnation(0));
        return ((ClockReply) cluster.ask(0, new ClockRequest(self, floor))).highest();
    }

    @Test
    void keepsItsClockFloorInItsNextLife() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0)));
        cluster.call(0, new Mutation.Clock(Utf8.of("bin"), 50));
        activate(0, cluster.view(2, List.of(1), chain(2, 1)));
        assertThat(health(0).clock()).isEqualTo(50);
    }

    @Test
    void tellsKeepersOfAPeerThatRefusesConnections() {
        cluster.activateAtAll(cluster.view(1, chain(1, 0, 1)));
        cluster.time.pass(SECOND);
        cluster.network.taken();
        cluster.kill(1);
        cluster.time.pass(SECOND);
        List<Request> hints = cluster.network.taken().stream()
                .filter(sent -> sent.to().equals("http://k0")).map(TestNetwork.Sent::request)
                .toList();
        assertThat(hints).isNotEmpty().hasSizeLessThanOrEqualTo(11)
                .containsOnly(new HintRequest(Views.address(1)));
    }

    @Test
    void tellsAPeerWhichOfTheTwoIsBehind() {
        cluster.activateAtAll(cluster.view(2, chain(2, 1)));
        Addressee self = new Addressee(CLUSTER, cluster.incarnation(0));
        List<Append> appends = List.of(new Append(0, 1, 1, 0, List.of(), 0, 0),
                new Append(0, 3, 1, 0, List.of(), 0, 0));
        PeerReply reply = (PeerReply) cluster.ask(0,
                new PeerRequest(self, cluster.member(1), appends, List.of()));
        assertThat(reply.epoch()).isEqualTo(2);
        assertThat(reply.acks()).extracting(AppendAck::code)
                .containsExactly(AppendAck.Code.OUTDATED, AppendAck.Code.NOT_YET);
    }

    private Reply activate(int index, View view) {
        return cluster.ask(index,
                new ActivateRequest(new Addressee(0, cluster.incarnation(index)), view, 1_000));
    }

    private LeaseReply lease(int index, long term) {
        return (LeaseReply) cluster.ask(index, new LeaseRequest(Addressee.ANYBODY, 0, 500 + term,
                term, 1_000, 0, List.of()));
    }

    private HealthReply health(int index) {
        return (HealthReply) cluster.ask(index, new HealthRequest());
    }

    private static Rejected.Reason reason(Reply reply) {
        return ((Rejected) reply).reason();
    }
}
