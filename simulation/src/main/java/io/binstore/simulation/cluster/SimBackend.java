package io.binstore.simulation.cluster;

import io.binstore.backend.core.Backend;
import io.binstore.backend.core.BackendSettings;
import io.binstore.backend.core.partition.PartitionReplica;
import io.binstore.client.core.ClientCore;
import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.message.LeaveRequest;
import io.binstore.protocol.operation.Limits;
import io.binstore.simulation.check.ReadWatch;
import io.binstore.simulation.world.Process;
import io.binstore.simulation.world.SimRandomness;
import io.binstore.simulation.world.World;
import org.jspecify.annotations.Nullable;

/** A host of a backend. */
public final class SimBackend extends SimNode {

    /** The longest that a process which is told to stop waits to be emptied. */
    private static final long STOP_NANOS = 25 * World.SECOND;
    private static final long STOP_LOOK_NANOS = 20 * World.MILLISECOND;
    private static final long LEAVE_AGAIN_NANOS = World.SECOND;

    private final int index;
    private final String address;
    private @Nullable BackendProcess present;
    private @Nullable BackendProcess stopping;

    SimBackend(Ground ground, int index) {
        super(ground, "b" + index);
        this.index = index;
        this.address = ground.shape().backendAddresses().get(index);
    }

    @Override
    void boot(Process next) {
        Ground ground = ground();
        BackendSettings settings = new BackendSettings(index, address,
                ground.shape().keeperAddresses(),
                ground.shape().bytesMax(), Limits.DEFAULT, ground.ledger().observerOf(next));
        SimRandomness random = ground.randomness().fork(next.name());
        LeaseWatch leases = new LeaseWatch(next, ground);
        Backend core = new Backend(settings, next, next, random, leases);
        leases.watch(core);
        BackendProcess started =
                new BackendProcess(ground, next, core, address, random.fork("edge"));
        present = started;
        ground.ledger().watch(next, partition -> readable(core, partition));
        next.soon(0, () -> {
            core.start();
            ground.network().listen(address, started);
        });
    }

    private static ReadWatch.@Nullable Readable readable(Backend core, int partition) {
        PartitionReplica replica = core.inspect(partition);
        return replica == null || !replica.readable() ? null
                : new ReadWatch.Readable(core.cluster(), replica.chain());
    }

    /** Its process is told to stop: it asks to be emptied first, and waits for that within a bound. */
    public void stop() {
        if (running()) {
            BackendProcess leaving = newest();
            stopping = leaving;
            long untilNanos = ground().world().nowNanos() + STOP_NANOS;
            leaving.process().soon(0, () -> askToLeave(leaving));
            leaving.process().soon(STOP_LOOK_NANOS, () -> lookWhetherToGo(leaving, untilNanos));
        }
    }

    private void askToLeave(BackendProcess leaving) {
        if (stopping == leaving) {
            leaving.core().leave();
            leaving.process().soon(LEAVE_AGAIN_NANOS, () -> askToLeave(leaving));
        }
    }

    private void lookWhetherToGo(BackendProcess leaving, long untilNanos) {
        if (stopping != leaving) {
            return;
        }
        if (leaving.core().mayStop() || ground().world().nowNanos() >= untilNanos) {
            ground().world().after(0, leaving.process()::kill);
        } else {
            leaving.process().soon(STOP_LOOK_NANOS, () -> lookWhetherToGo(leaving, untilNanos));
        }
    }

    /** Whatever it was told before, it is to stay. */
    public void stay() {
        stopping = null;
        soon(() -> {
            HealthReply health = core().report().health();
            core().handle(new LeaveRequest(new Addressee(0, health.incarnation()), false,
                    health.orders()), reply -> {
                    });
        });
    }

    public int index() {
        return index;
    }

    /** The program of the newest run, be it dead. */
    public Backend core() {
        return newest().core();
    }

    String address() {
        return address;
    }

    /** The client core inside the newest run. */
    public ClientCore edge() {
        return newest().edge();
    }

    Process process() {
        return newest().process();
    }

    private BackendProcess newest() {
        if (present == null) {
            throw new IllegalStateException(this + " was never started");
        }
        return present;
    }
}
