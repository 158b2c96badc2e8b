package io.binstore.simulation.cluster;

import io.binstore.backend.core.Backend;
import io.binstore.client.core.ClientCore;
import io.binstore.client.core.ClientSettings;
import io.binstore.protocol.message.AcceptedView;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.DetourRequest;
import io.binstore.protocol.message.LeaseReply;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.ProposeReply;
import io.binstore.protocol.message.ProposeRequest;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.runtime.Randomness;
import io.binstore.protocol.runtime.Transport;
import io.binstore.protocol.runtime.Transport.Answered;
import io.binstore.simulation.net.Endpoint;
import io.binstore.simulation.world.Process;
import io.binstore.simulation.world.Violation;
import io.binstore.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A running backend: its core, and the client core that carries out plain HTTP calls in the same process. */
final class BackendProcess implements Endpoint {

    private final Ground ground;
    private final Process process;
    private final Backend core;
    private final ClientCore edge;

    BackendProcess(Ground ground, Process process, Backend core, String address,
            Randomness random) {
        this.ground = ground;
        this.process = process;
        this.core = core;
        Transport network = ground.network().transportOf(process);
        // What is for this very backend does not go through the network.
        Transport transport = (target, request, timeoutNanos, then) -> {
            if (target.equals(address)) {
                process.soon(0, () -> handle(request,
                        reply -> process.soon(0, () -> then.accept(new Answered(reply)))));
            } else {
                network.call(target, request, timeoutNanos, then);
            }
        };
        this.edge = new ClientCore(
                ClientSettings.inside(address, ground.shape().backendAddresses()), process,
                process, random, transport);
    }

    @Override
    public Process process() {
        return process;
    }

    Backend core() {
        return core;
    }

    ClientCore edge() {
        return edge;
    }

    @Override
    public void handle(Request request, Consumer<Reply> reply) {
        if (request instanceof DetourRequest detour) {
            passOn(detour.batch(), reply);
            return;
        }
        if (request instanceof OpsRequest ops && ops.calls().size() == 1
                && ops.calls().getFirst().operation() instanceof Read.Get get) {
            lookAndRead(get, request, reply);
        } else {
            carryOut(request, reply);
        }
    }

    /** A look sees what a read at this moment is answered at once, and nothing else (I6). */
    private void lookAndRead(Read.Get get, Request request, Consumer<Reply> reply) {
        Result seen = core.look(get);
        List<Result> atOnce = new ArrayList<>(1);
        AtomicBoolean over = new AtomicBoolean();
        carryOut(request, answer -> {
            if (!over.get() && answer instanceof OpsReply ops
                    && !(ops.results().getFirst() instanceof Result.Refused)) {
                atOnce.add(ops.results().getFirst());
            }
            reply.accept(answer);
        });
        over.set(true);
        if (!atOnce.equals(seen == null ? List.of() : List.of(seen))) {
            ground.world().report(Violation.of("I6", process + " saw " + seen + " at " + get
                    + " where a read was answered " + atOnce));
        }
    }

    private void carryOut(Request request, Consumer<Reply> reply) {
        core.handle(request, answer -> {
            if (answer instanceof LeaseReply lease) {
                ground.ledger().promised(process, lease.incarnation(), lease.promisedTerm());
            } else if (request instanceof ProposeRequest proposed
                    && answer instanceof ProposeReply vote && vote.accepted()) {
                AcceptedView proposal = proposed.proposal();
                ground.ledger().voted(process, vote.incarnation(), proposal.term(),
                        proposal.view());
                ground.ledger().accepted(process, vote.incarnation(), proposal.view());
            }
            reply.accept(answer);
        });
    }

    private void passOn(OpsRequest batch, Consumer<Reply> reply) {
        Result[] results = new Result[batch.calls().size()];
        AtomicInteger open = new AtomicInteger(results.length);
        long deadlineNanos = batch.waitMillis() * World.MILLISECOND;
        for (int i = 0; i < results.length; i++) {
            int place = i;
            Call call = batch.calls().get(i);
            edge.execute(call.operation(),
                    new RequestId(batch.client(), call.sequence(), batch.lowest()), deadlineNanos,
                    result -> {
                        results[place] = result;
                        if (open.decrementAndGet() == 0) {
                            reply.accept(new OpsReply(core.epoch(), List.of(results)));
                        }
                    });
        }
    }
}
