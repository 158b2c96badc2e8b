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
    private final SimClient client;
    private final List<String> appended = new ArrayList<>();

    private Story(int backends, int keepers, int partitions) {
        trace.makeCurrent();
        world = new World(1, trace);
        network = new Network(world);
        Shape shape = new Shape(backends, keepers, 1, partitions, 3, Shape.BYTES_MAX_DEFAULT);
        SimRandomness random = world.randomness().fork("story");
        cluster = new Cluster(
                new Ground(world, network, new Ledger(world, history), history, shape, 0, random));
        client = cluster.clients().get(0);
        client.start();
    }

    /** Nothing runs yet. */
    static Story of(int backends, int keepers) {
        return new Story(backends, keepers, 1);
    }

    // --- who ---

    SimBackend backend(int index) {
        return cluster.backends().get(index);
    }

    SimKeeper keeper(int index) {
        return cluster.keepers().get(index);
    }

    SimClient client() {
        return client;
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

    SimBackend head() {
        return backend(chain().head());
    }

    SimBackend tail() {
        return backend(chain().tail());
    }

    boolean hasLearner() {
        SimKeeper lead = cluster.lead();
        View view = lead == null ? null : lead.core().report().view();
        return view != null && !view.chains().get(0).learners().isEmpty();
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

    Story weather(Weather weather) {
        network.weather(weather);
        return this;
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
        return ((Result.ClockValue) answer(new Mutation.Clock(BIN, 0))).clock();
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
        rests();
        seconds(1);
        check(new Equality(cluster).difference(view()));
        var found = new HistoryCheck(history, new Partitioning(1), false).violation();
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
