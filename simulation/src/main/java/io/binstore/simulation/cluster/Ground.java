package io.binstore.simulation.cluster;

import io.binstore.simulation.check.Ledger;
import io.binstore.simulation.history.History;
import io.binstore.simulation.net.Network;
import io.binstore.simulation.world.Process;
import io.binstore.simulation.world.SimRandomness;
import io.binstore.simulation.world.World;

/**
 * What all nodes of a simulated cluster stand on.
 *
 * @param drift by how much clocks may be fast or slow; any two differ by at most the product of both
 */
public record Ground(World world, Network network, Ledger ledger, History history, Shape shape,
        double drift,
        SimRandomness randomness) {

    /** A new run of a program on a host. */
    Process process(String host, int run) {
        double fast = Math.sqrt(1 + drift);
        // Most clocks are as fast or as slow as any may be.
        double place = randomness.chance(0.8) ? randomness.below(2) : randomness.unit();
        double rate = Math.pow(fast, 2 * place - 1);
        return new Process(world, host, run, rate, randomness);
    }
}
