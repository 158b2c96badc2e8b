package io.binstore.simulation.cluster;

import io.binstore.backend.core.Backend;
import io.binstore.backend.core.BackendSettings;
import io.binstore.backend.core.partition.PartitionReplica;
import io.binstore.client.core.ClientCore;
import io.binstore.protocol.operation.Limits;
import io.binstore.simulation.check.ReadWatch;
import io.binstore.simulation.world.Process;
import io.binstore.simulation.world.SimRandomness;
import org.jspecify.annotations.Nullable;

/** A host of a backend. */
public final class SimBackend extends SimNode {

    private final int index;
    private final String address;
    private @Nullable BackendProcess present;

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
        Backend core =
                new Backend(settings, next, next, random, ground.network().transportOf(next));
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

    public int index() {
        return index;
    }

    /** The program of the newest run, be it dead. */
    public Backend core() {
        return newest().core();
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
