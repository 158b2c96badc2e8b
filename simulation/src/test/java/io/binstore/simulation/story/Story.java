package io.binstore.simulation.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Partitioning;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.simulation.check.HistoryCheck;
import io.binstore.simulation.check.Ledger;
import io.binstore.simulation.check.Step;
import io.binstore.simulation.cluster.Cluster;
import io.binstore.simulation.cluster.Ground;
import io.binstore.simulation.cluster.Shape;
import io.binstore.simulation.cluster.SimBackend;
import io.binstore.simulation.cluster.SimClient;
import io.binstore.simulation.cluster.SimKeeper;
import io.binstore.simulation.cluster.SimNode;
import io.binstore.simulation.history.CallRecord;
import io.binstore.simulation.history.History;
import io.binstore.simulation.net.Links;
import io.binstore.simulation.net.Network;
import io.binstore.simulation.net.Weather;
import io.binstore.simulation.run.Convergence;
import io.binstore.simulation.run.Equality;
import io.binstore.simulation.world.SimRandomness;
import io.binstore.simulation.world.Trace;
import io.binstore.simulation.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A small cluster to tell fault stories with; everything it does is judged like a seed. */
final class Story {

    static final Utf8 BIN = Utf8.of("story");
    private static final int TRACE_LINES = 120;
    private static final long DEADLINE_NANOS = 60 * World.SECOND;

    private final Trace trace = new Trace(TRACE_LINES);
    private final History history = new History();
    private final World world;
    private final Network network;
    private final Cluster cluster;
    private final Partitioning partitioning;
    private final List<String> appended = new ArrayList<>();
    private final List<Step.Kind> steps = new ArrayList<>();

    private Story(Shape shape) {
        trace.makeCurrent();
        world = new World(1, trace);
        network = new Network(world);
        partitioning = new Partitioning(shape.partitions());
        SimRandomness random = world.randomness().fork("story");
        Ledger ledger = new Ledger(world, history);
        ledger.listen(step -> steps.add(step.kind()));
        cluster = new Cluster(new Ground(world, network, ledger, history, shape, 0, random));
        cluster.clients().forEach(SimNode::start);
    }

    /** One client, one partition, and nothing else runs yet. */
    static Story of(int backends, int keepers) {
        return of(backends, keepers, 1, 1);
    }

    /** @param partitions two for bins with a clock each, else one */
    static Story of(int backends, int keepers, int clients, int partitions) {
        return new Story(new Shape(backends, keepers, clients, partitions, 3,
                Shape.BYTES_MAX_DEFAULT));
    }

    // --- who ---

    SimBackend backend(int index) {
        return cluster.backends().get(index);
    }

    SimKeeper keeper(int index) {
        return cluster.keepers().get(index);
    }

    /** Of two keepers the other one. */
    SimKeeper other(SimKeeper keeper) {
        return keeper(keeper == keeper(0) ? 1 : 0);
    }

    SimClient client() {
        return client(0);
    }

    SimClient client(int index) {
        return cluster.clients().get(index);
    }

    SimKeeper lead() {
        until("somebody leads", () -> cluster.lead() != null);
        return Optional.ofNullable(cluster.lead()).orElseThrow();
    }

    View view() {
        return Optional.ofNullable(lead().core().report().view()).orElseThrow();
    }

    Chain chain() {
        return view().chains().get(0);
    }

    /** Head first, as they stand in the chain. */
    List<SimBackend> replicas() {
        return chain().replicas().stream().map(replica -> backend(replica.member())).toList();
    }

    SimBackend head() {
        return backend(chain().head());
    }

    SimBackend tail() {
        return backend(chain().tail());
    }

    /** Whether somebody leads, and by a view like that; something to wait for. */
    boolean viewIs(Predicate<View> like) {
        SimKeeper lead = cluster.lead();
        View view = lead == null ? null : lead.core().report().view();
        return view != null && like.test(view);
    }

    boolean hasLearner() {
        return viewIs(view -> !view.chains().get(0).learners().isEmpty());
    }

    boolean leavesOut(SimBackend backend) {
        return viewIs(view -> view.member(backend.index()) == null);
    }

    /** A bin of that partition. */
    Utf8 binIn(int partition) {
        int number = 0;
        while (partitioning.partitionOf(Utf8.of("bin" + number)) != partition) {
            number++;
        }
        return Utf8.of("bin" + number);
    }

    Links links() {
        return network.links();
    }

    List<String> hosts() {
        return cluster.hosts();
    }

    // --- what happens ---

    Story start(int... backends) {
        cluster.keepers().forEach(SimNode::start);
        Arrays.stream(backends).forEach(index -> backend(index).start());
        return this;
    }

    Story startAll() {
        cluster.nodes().forEach(SimNode::start);
        return rests();
    }

    /** Until the first view is chosen; all have voted for it, and none has heard that it counts. */
    Story startUntilFounded() {
        cluster.nodes().forEach(SimNode::start);
        return until("the cluster is founded", () -> viewIs(view -> view.epoch() == 1));
    }

    Story weather(Weather weather) {
        network.weather(weather);
        return this;
    }

    /** From now on this marked place of the cores makes the unlucky choice. */
    Story unlucky(String place) {
        world.randomness().luck().runOutAt(place);
        return this;
    }

    /** Until somebody votes for a view; nobody else has had time to. */
    Story untilVote() {
        return untilNext(Step.Kind.ACCEPTED);
    }

    /** Until somebody has taken a snapshot over. */
    Story untilLoaded() {
        return untilNext(Step.Kind.LOADED);
    }

    private Story untilNext(Step.Kind kind) {
        steps.clear();
        return until("the next is " + kind, () -> steps.contains(kind));
    }

    Story seconds(double seconds) {
        world.runUntil(world.nowNanos() + (long) (seconds * World.SECOND));
        check(null);
        return this;
    }

    Story until(String what, BooleanSupplier holds) {
        if (!world.runUntil(world.nowNanos() + 60 * World.SECOND, holds)) {
            check("it never came to pass that " + what);
        }
        return this;
    }

    /** Waits until the cluster is at rest (I12). */
    Story rests() {
        Convergence convergence = new Convergence(cluster);
        for (int i = 0; i < 240 && convergence.missing() != null; i++) {
            seconds(0.25);
        }
        check(convergence.missing());
        return this;
    }

    // --- calls ---

    CallRecord call(Operation operation) {
        return call(client(), operation);
    }

    CallRecord call(SimClient client, Operation operation) {
        int place = history.calls().size();
        client.call(operation, DEADLINE_NANOS, result -> {
        });
        return history.calls().get(place);
    }

    Result answer(Operation operation) {
        CallRecord call = call(operation);
        until(operation + " is answered", () -> !call.pending());
        return Optional.ofNullable(call.result()).orElseThrow();
    }

    /** Sends an append without waiting for it. */
    CallRecord append(String value) {
        appended.add(value);
        return call(new Mutation.ListAppend(BIN, BIN, Utf8.of(value)));
    }

    /** Appends one after another, each once the one before is done. */
    Story appendInTurn(int count) {
        for (int i = 0; i < count; i++) {
            CallRecord call = append("v" + appended.size());
            until("an append is done", () -> !call.pending());
            assertThat(call.result()).isEqualTo(Result.Done.DONE);
        }
        return this;
    }

    List<String> items() {
        Result result = answer(new Read.ListGet(BIN, BIN));
        return ((Result.Items) result).items().stream().map(Utf8::toString).toList();
    }

    long clock() {
        return clock(BIN, 0);
    }

    long clock(Utf8 bin, long atLeast) {
        return ((Result.ClockValue) answer(new Mutation.Clock(bin, atLeast))).clock();
    }

    // --- judgement ---

    /** The list holds exactly what was appended, and all else that seeds are judged by holds too. */
    void endsWithEverything() {
        rests();
        assertThat(items()).containsExactlyElementsOf(appended);
        endsWell();
    }

    /** At rest, replicas equal, history right, no call failed. */
    void endsWell() {
        // Heads may move once all copies are there.
        rests().seconds(1).rests();
        check(new Equality(cluster).difference(view()));
        var found = new HistoryCheck(history, partitioning, false).violation();
        check(found == null ? null : found.getMessage());
        history.calls()
                .forEach(call -> assertThat(call.result()).isNotInstanceOf(Result.Refused.class));
    }

    History history() {
        return history;
    }

    private void check(String trouble) {
        String found = world.violation() != null ? world.violation().getMessage() : trouble;
        if (found != null) {
            fail(found + "\n" + String.join("\n", trace.lines()));
        }
    }
}
