package io.binstore.simulation.cluster;

import io.binstore.backend.core.Backend;
import io.binstore.backend.core.BackendSettings;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.operation.Limits;
import io.binstore.simulation.net.Endpoint;
import io.binstore.simulation.world.Process;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A host of a backend. */
public final class SimBackend extends SimNode {

    private final int index;
    private final String address;
    private @Nullable Backend core;

    SimBackend(Ground ground, int index) {
        super(ground, "b" + index);
        this.index = index;
        this.address = ground.shape().backendAddresses().get(index);
    }

    @Override
    void boot(Process next) {
        Ground ground = ground();
        BackendSettings settings = new BackendSettings(index, address, ground.shape().keeperAddresses(),
                ground.shape().bytesMax(),
                Limits.DEFAULT, ground.ledger().observerOf(next));
        Backend backend = new Backend(settings, next, next, ground.randomness().fork(next.name()),
                ground.network().transportOf(next));
        core = backend;
        next.soon(0, () -> {
            backend.start();
            ground.network().listen(address, new Endpoint() {
                @Override
                public Process process() {
                    return next;
                }

                @Override
                public void handle(Request request, Consumer<Reply> reply) {
                    backend.handle(request, reply);
                }
            });
        });
    }

    public int index() {
        return index;
    }

    /** The program of the newest run, be it dead. */
    public Backend core() {
        if (core == null) {
            throw new IllegalStateException(this + " was never started");
        }
        return core;
    }
}
