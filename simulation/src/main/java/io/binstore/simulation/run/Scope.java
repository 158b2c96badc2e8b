package io.binstore.simulation.run;

import io.binstore.simulation.cluster.Shape;
import io.binstore.simulation.cluster.WorkPlan;
import io.binstore.simulation.fault.FaultKind;
import io.binstore.simulation.run.Trim.Size;
import io.binstore.simulation.world.World;
import java.util.Set;

/** How large a run is: what its seed has drawn, without what is trimmed. */
public record Scope(Set<FaultKind> kinds, Shape shape, WorkPlan work, long spanNanos) {

    public Scope {
        kinds = Set.copyOf(kinds);
    }

    /** How much there is of a size. */
    public int of(Size size) {
        return switch (size) {
            case SECONDS -> (int) (spanNanos / World.SECOND);
            case BACKENDS -> shape.backends();
            case KEEPERS -> shape.keepers();
            case CLIENTS -> shape.clients();
            case PARTITIONS -> shape.partitions();
            case CALLS -> work.callsMax();
            case BINS -> work.bins().size();
            case KEYS -> work.keys().size();
        };
    }
}
