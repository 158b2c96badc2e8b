package io.binstore.client.core;

import static io.binstore.client.core.Fixtures.A;
import static io.binstore.client.core.Fixtures.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.operation.Result.Reason;
import io.binstore.protocol.operation.Result.Refused;
import java.util.ArrayList;
import java.util.List;

/** A whole client with a clock and a network that the test moves by hand. */
abstract class ClientFixture {

    static final long X = 0xa;
    static final long SECONDS = 1_000_000_000;

    final FakeTime time = new FakeTime();
    final FakeNetwork network = new FakeNetwork(time);
    final List<Result> results = new ArrayList<>();
    ClientCore core = core(ClientSettings.of(List.of(A)));

    ClientCore core(ClientSettings settings) {
        return new ClientCore(settings, time, time, new FakeRandomness(1), network);
    }

    void everybodyKnows(View view) {
        network.views.clear();
        view.members().forEach(member -> network.views.put(member.address(), view));
    }

    void execute(Operation operation) {
        core.execute(operation, 60 * SECONDS, results::add);
        time.turn();
    }

    /** Members A, B and C with one partition, led by A. */
    void threeReplicas() {
        everybodyKnows(view(X, 5, 0, 1, 2));
    }

    Reason reason() {
        assertThat(results).hasSize(1);
        return ((Refused) results.get(0)).reason();
    }
}
