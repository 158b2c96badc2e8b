package io.binstore.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.DetourRequest;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.message.ViewReply;
import io.binstore.protocol.message.ViewRequest;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.runtime.Timers;
import io.binstore.protocol.runtime.Timers.Cancellable;
import io.binstore.protocol.runtime.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A network on which tests answer by hand. Views are answered by {@link #views}, at the end of the
 * turn, or refused if the address has none; operations wait for the test, or for their time-out.
 */
final class FakeNetwork implements Transport {

    /** A request that has left. */
    final class Sent {

        final String address;
        final Request request;
        final long timeoutNanos;
        private final Consumer<Outcome> then;
        private final Cancellable timer;
        private boolean ended;

        Sent(String address, Request request, long timeoutNanos, Consumer<Outcome> then) {
            this.address = address;
            this.request = request;
            this.timeoutNanos = timeoutNanos;
            this.then = then;
            this.timer = timers.after(timeoutNanos, () -> end(new Failed(Failure.UNKNOWN)));
        }

        OpsRequest ops() {
            return request instanceof DetourRequest detour ? detour.batch() : (OpsRequest) request;
        }

        boolean detour() {
            return request instanceof DetourRequest;
        }

        List<Operation> operations() {
            return ops().calls().stream().map(Call::operation).toList();
        }

        void answer(long epoch, Result... results) {
            end(new Answered(new OpsReply(epoch, Arrays.asList(results))));
        }

        void reply(Reply reply) {
            end(new Answered(reply));
        }

        void fail(Failure failure) {
            end(new Failed(failure));
        }

        private void end(Outcome outcome) {
            if (!ended) {
                ended = true;
                timer.cancel();
                operations.remove(this);
                then.accept(outcome);
            }
        }
    }

    /**
     * What {@code ViewRequest}s are answered, by address: a view, or null for a backend that has
     * none.
     */
    final Map<String, @Nullable View> views = new TreeMap<>();
    /** Addresses that swallow everything. */
    final List<String> silent = new ArrayList<>();
    final List<String> viewsAsked = new ArrayList<>();
    /** Requests for operations without an answer, oldest first. */
    final List<Sent> operations = new ArrayList<>();
    int operationsSent;

    private final Timers timers;

    FakeNetwork(Timers timers) {
        this.timers = timers;
    }

    @Override
    public void call(String address, Request request, long timeoutNanos, Consumer<Outcome> then) {
        Sent sent = new Sent(address, request, timeoutNanos, then);
        if (request instanceof ViewRequest asked) {
            viewsAsked.add(address);
            if (!silent.contains(address)) {
                timers.after(0, () -> sent.end(view(address, asked)));
            }
        } else {
            operationsSent++;
            operations.add(sent);
        }
    }

    /** The only request for operations without an answer. */
    Sent only() {
        assertThat(operations).as("requests under way").hasSize(1);
        return operations.get(0);
    }

    private Outcome view(String address, ViewRequest asked) {
        if (!views.containsKey(address)) {
            return new Failed(Failure.REFUSED);
        }
        View view = views.get(address);
        if (view == null) {
            return new Answered(new ViewReply(0, null));
        }
        boolean known =
                asked.knownCluster() == view.cluster() && asked.knownEpoch() == view.epoch();
        return new Answered(new ViewReply(view.epoch(), known ? null : view));
    }
}
