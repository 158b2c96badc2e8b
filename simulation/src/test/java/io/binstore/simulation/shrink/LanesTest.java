package io.binstore.simulation.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.simulation.world.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each host has a column of its own, whatever ran there. */
class LanesTest {

    @Test
    void alignsHosts() {
        List<String> table = Lanes.table(List.of(new Trace.Line(1_500_000_000L, "b0", "started"),
                new Trace.Line(1_500_000_000L, "k0", "Keeper: keeper 0 asks for term 16"),
                new Trace.Line(2_000_000_000L, "chaos", "BACKEND_CRASH"),
                new Trace.Line(2_000_000_000L, "b0", "killed"),
                new Trace.Line(2_500_000_000L, "b0.1",
                        "adopts View[cluster=1f, epoch=7, members=[Member[index=0]], x=[1]] [Chain[]]"),
                new Trace.Line(2_600_000_000L, "b0.1", "applies 0@1 Entry[] -> Done[]")));
        assertThat(table).containsExactly(
                "             | * run                      | b0                         | k0",
                "    1.500000 |                            | started                    |",
                "             |                            |                            | keeper 0 asks for term 16",
                "    2.000000 | BACKEND_CRASH              |                            |",
                "             |                            | killed                     |",
                "    2.500000 |                            | adopts epoch 7             |");
    }
}
