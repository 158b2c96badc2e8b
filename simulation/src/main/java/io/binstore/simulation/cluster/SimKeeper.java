package io.binstore.simulation.cluster;

import io.binstore.keeper.core.Keeper;
import io.binstore.keeper.core.KeeperSettings;
import io.binstore.keeper.core.KeeperTiming;
import io.binstore.protocol.message.DrainRequest;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.simulation.net.Endpoint;
import io.binstore.simulation.world.Process;
import io.binstore.simulation.world.World;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A host of a keeper. */
public final class SimKeeper extends SimNode {

    /** A restarted keeper's rounds begin at the time of its start, in these units. */
    private static final long ROUND_NANOS = 100 * World.MILLISECOND;

    private final int index;
    private @Nullable Keeper core;

    SimKeeper(Ground ground, int index) {
        super(ground, "k" + index);
        this.index = index;
    }

    @Override
    void boot(Process next) {
        Ground ground = ground();
        Shape shape = ground.shape();
        long startRound = 1 + ground.world().nowNanos() / ROUND_NANOS;
        KeeperSettings settings =
                new KeeperSettings(index, shape.keeperAddresses(), shape.backendAddresses(),
                        shape.partitions(), shape.replicas(), startRound, true, false,
                        KeeperTiming.DEFAULT);
        Keeper keeper = new Keeper(settings, next, next, ground.randomness().fork(next.name()),
                new FoundingWatch(next, ground));
        core = keeper;
        next.soon(0, () -> {
            keeper.start();
            ground.network().listen(shape.keeperAddresses().get(index), new Endpoint() {
                @Override
                public Process process() {
                    return next;
                }

                @Override
                public void handle(Request request, Consumer<Reply> reply) {
                    keeper.handle(request, reply);
                }
            });
        });
    }

    /** Somebody asks this keeper to have a backend emptied, or not to. */
    public void drain(SimBackend backend, boolean drain) {
        soon(() -> core().handle(new DrainRequest(backend.address(), drain), reply -> {
        }));
    }

    /** Whether this keeper runs and leads, as far as it knows. */
    public boolean leads() {
        return running() && core().report().leads();
    }

    /** The program of the newest run, be it dead. */
    public Keeper core() {
        if (core == null) {
            throw new IllegalStateException(this + " was never started");
        }
        return core;
    }
}
