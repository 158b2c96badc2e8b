package io.binstore.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorldTest {

    private final World world = new World(1, new Trace(0));
    private final List<String> happened = new ArrayList<>();

    private Process process(double rate) {
        return new Process(world, "p", 0, rate, world.randomness().fork("p"));
    }

    @Test
    void runsEventsByTimeAndThenInTheOrderOfAsking() {
        world.after(20, () -> happened.add("c"));
        world.after(10, () -> happened.add("a"));
        world.after(10, () -> {
            happened.add("b");
            world.after(0, () -> happened.add("b2"));
        });
        world.runUntil(15);
        assertThat(happened).containsExactly("a", "b", "b2");
        assertThat(world.nowNanos()).isEqualTo(15);
        world.runUntil(20);
        assertThat(happened).endsWith("c");
    }

    @Test
    void timersAreNeverEarlyOnTheirOwnClock() {
        for (double rate : new double[]{0.9, 1, 1.1}) {
            Process process = process(rate);
            for (long delay = 1; delay < World.SECOND; delay *= 7) {
                long wanted = process.nanos() + delay;
                process.after(delay,
                        () -> assertThat(process.nanos()).isGreaterThanOrEqualTo(wanted));
            }
        }
        world.runUntil(2 * World.SECOND);
        assertThat(world.violation()).isNull();
        assertThat(world.eventCount()).isGreaterThan(30);
    }

    @Test
    void deadProcessRunsNothingAnyMore() {
        Process process = process(1);
        process.after(10, () -> happened.add("timer"));
        process.onDeath(() -> happened.add("death"));
        process.kill();
        world.runUntil(World.SECOND);
        assertThat(happened).containsExactly("death");
    }

    @Test
    void pausedProcessCatchesUpWhenItResumes() {
        Process process = process(1);
        process.after(10, () -> happened.add("timer"));
        process.after(10, () -> happened.add("cancelled")).cancel();
        var late = process.after(10, () -> happened.add("cancelled late"));
        process.pause();
        world.runUntil(World.SECOND);
        assertThat(happened).isEmpty();
        process.resume();
        late.cancel();
        world.runUntil(2 * World.SECOND);
        assertThat(happened).containsExactly("timer");
        assertThat(process.nanos()).as("its clock went on").isGreaterThanOrEqualTo(World.SECOND);
    }

    @Test
    void exceptionOfOneTurnIsViolationAndEndsTheRun() {
        process(1).soon(5, () -> {
            throw new IllegalStateException("broken");
        });
        world.after(6, () -> happened.add("later"));
        world.runUntil(10);
        assertThat(world.violation()).isNotNull().hasMessageContaining("broken");
        assertThat(happened).isEmpty();
    }

    @Test
    void forksDependOnTheirNamesAndNotOnOtherDraws() {
        SimRandomness one = SimRandomness.ofSeed(7);
        SimRandomness two = SimRandomness.ofSeed(7);
        two.nextLong();
        assertThat(one.fork("x").nextLong()).isEqualTo(two.fork("x").nextLong());
        assertThat(one.fork("y").nextLong()).isNotEqualTo(one.fork("y").nextLong());
        assertThat(SimRandomness.ofSeed(8).fork("x").nextLong())
                .isNotEqualTo(SimRandomness.ofSeed(7).fork("x").nextLong());
    }
}
