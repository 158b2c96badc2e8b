package io.binstore.simulation.cluster;

import io.binstore.backend.core.Backend;
import io.binstore.backend.core.partition.PartitionReplica;
import io.binstore.protocol.message.ReadLeaseReply;
import io.binstore.protocol.message.ReadLeaseRequest;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.runtime.Transport;
import io.binstore.simulation.world.Process;
import io.binstore.simulation.world.Violation;
import io.binstore.simulation.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a backend reads under no read lease that is older than a lease lasts, counted on its own clock from the
 * moment it asked for it (protocol, section 6; I7).
 */
final class LeaseWatch implements Transport {

    private static final long LEASE_NANOS = 2 * World.SECOND;
    /** Beyond the rounding of clocks. */
    private static final long BEYOND_NANOS = World.MILLISECOND / 100;

    private final Process process;
    private final List<String> addresses;
    private final int partitions;
    private final Transport network;
    private final long bootNanos;
    private final long bootClockNanos;
    /** When the newest lease of each was asked for. */
    private final Map<String, Long> askedNanos = new HashMap<>();
    private @Nullable Backend core;

    LeaseWatch(Process process, Ground ground) {
        this.process = process;
        this.addresses = ground.shape().backendAddresses();
        this.partitions = ground.shape().partitions();
        this.network = ground.network().transportOf(process);
        this.bootNanos = process.world().nowNanos();
        this.bootClockNanos = process.nanos();
    }

    /** @param holder asks for none before it is known here */
    void watch(Backend holder) {
        core = holder;
    }

    @Override
    public void call(String address, Request request, long timeoutNanos, Consumer<Outcome> then) {
        if (!(request instanceof ReadLeaseRequest)) {
            network.call(address, request, timeoutNanos, then);
            return;
        }
        long nowNanos = process.nanos();
        network.call(address, request, timeoutNanos, outcome -> {
            if (outcome instanceof Answered answered
                    && answered.reply() instanceof ReadLeaseReply) {
                granted(address, nowNanos);
            }
            then.accept(outcome);
        });
    }

    private void granted(String address, long asked) {
        if (asked < askedNanos.getOrDefault(address, Long.MIN_VALUE)) {
            return;
        }
        askedNanos.put(address, asked);
        World world = process.world();
        double passed = world.nowNanos() - bootNanos;
        double rate = passed > 0 ? (process.nanos() - bootClockNanos) / passed : 1;
        long left = asked + LEASE_NANOS - process.nanos();
        world.after((long) (left / rate) + BEYOND_NANOS, () -> runOut(address, asked));
    }

    private void runOut(String address, long asked) {
        if (!process.running() || askedNanos.getOrDefault(address, 0L) != asked) {
            return;
        }
        Backend holder = Objects.requireNonNull(core, "nobody is watched");
        int granter = addresses.indexOf(address);
        for (int partition = 0; partition < partitions; partition++) {
            PartitionReplica replica = holder.inspect(partition);
            if (replica != null && replica.readable() && replica.chain().contains(granter)) {
                process.world().report(Violation.of("I7", process + " reads partition " + partition
                        + " under a lease of " + address + " that has run out"));
            }
        }
    }
}
