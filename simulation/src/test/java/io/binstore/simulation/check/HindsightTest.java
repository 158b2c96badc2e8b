package io.binstore.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.simulation.check.BinOperation.Append;
import io.binstore.simulation.check.BinOperation.Get;
import io.binstore.simulation.check.BinOperation.ListGet;
import io.binstore.simulation.check.BinOperation.Loss;
import io.binstore.simulation.check.BinOperation.Remove;
import io.binstore.simulation.check.BinOperation.Scan;
import io.binstore.simulation.check.BinOperation.SetValue;
import io.binstore.simulation.check.Linearizability.Verdict;
import io.binstore.simulation.world.SimRandomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hindsight and hints change how long a judgement takes, never what it is. */
class HindsightTest {

    private static final BinModel MODEL = new BinModel(2);

    private final SimRandomness random = SimRandomness.ofSeed(3);

    @Test
    void changesNoVerdict() {
        int accepted = 0;
        for (int round = 0; round < 20_000; round++) {
            List<Timed<BinOperation>> operations = randomHistory();
            Verdict plain = verdict(Linearizability.byInvocation(operations), Hints.none());
            List<Timed<BinOperation>> judged =
                    Linearizability.byInvocation(Hindsight.of(operations));
            assertThat(verdict(judged, new BinHints(judged, Map.of()))).as(operations.toString())
                    .isEqualTo(plain);
            accepted += plain == Verdict.LINEARIZABLE ? 1 : 0;
        }
        assertThat(accepted).isBetween(2_000, 18_000);
    }

    /** Seed 7414: equal appends that came after the first look at the element made it a riddle whose it was. */
    @Test
    void whoCameAfterTheFirstLookDidNotWriteWhatItShows() {
        Timed<BinOperation> unheard = Timed.unknown(new Append(0, 1), 10);
        Timed<BinOperation> look = Timed.known(new ListGet(0, new int[]{1}), 20, 30);
        Timed<BinOperation> rival = Timed.unknown(new Append(0, 1), 40);
        assertThat(Hindsight.of(List.of(unheard, look, rival)))
                .containsExactly(Timed.known(new Append(0, 1), 10, 30), look, rival);
        Timed<BinOperation> earlier = Timed.unknown(new Append(0, 1), 15);
        assertThat(Hindsight.of(List.of(unheard, look, earlier))).contains(unheard, earlier);
    }

    private static Verdict verdict(List<Timed<BinOperation>> operations, Hints<BinState> hints) {
        return new Linearizability<>(MODEL, operations, hints, 100_000).verdict();
    }

    private List<Timed<BinOperation>> randomHistory() {
        List<Timed<BinOperation>> operations = new ArrayList<>();
        int count = random.between(2, 6);
        for (int i = 0; i < count; i++) {
            long begin = random.below(30) * 10L + i;
            long end = begin + random.between(1, 8) * 10L;
            if (random.chance(0.05)) {
                operations.add(Timed.known(new Loss(BinState.empty(2)), begin, begin));
                continue;
            }
            boolean write = random.chance(0.6);
            BinOperation operation = write ? write() : read();
            operations.add(write && random.chance(0.6)
                    ? Timed.unknown(operation, begin)
                    : Timed.known(operation, begin, end));
        }
        return operations;
    }

    private BinOperation write() {
        int key = random.below(2);
        int value = random.between(1, 3);
        return switch (random.below(5)) {
            case 0 -> new SetValue(key, value);
            case 1 -> new SetValue(key, 0);
            case 2, 3 -> new Append(key, value);
            default -> new Remove(key, value, BinOperation.UNHEARD);
        };
    }

    private BinOperation read() {
        int key = random.below(2);
        return switch (random.below(3)) {
            case 0 -> new Get(key, random.between(0, 3));
            case 1 -> new ListGet(key, random.chance(0.4)
                    ? new int[0]
                    : random.chance(0.5)
                            ? new int[]{random.between(1, 3)}
                            : new int[]{random.between(1, 3), random.between(1, 3)});
            default -> new Scan(random.chance(0.5), new int[]{0, 1}, 0,
                    random.chance(0.5) ? new int[]{key} : new int[]{0, 1}, false);
        };
    }
}
