package io.binstore.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.client.core.CallTimes.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CallTimesTest {

    private final FakeTime time = new FakeTime();
    private final List<OpenCall> due = new ArrayList<>();
    private final CallTimes times = new CallTimes(Kind.WAKE, time, time, due::add);

    private OpenCall in(long nanos) {
        OpenCall call = Fixtures.call(Fixtures.get("k"));
        call.arrival = time.nanos() + nanos;
        times.add(call, call.arrival);
        return call;
    }

    @Test
    void handsCallsOverAtTheirMoment() {
        OpenCall later = in(20);
        OpenCall sooner = in(10);
        time.passNanos(9);
        assertThat(due).isEmpty();
        time.passNanos(1);
        assertThat(due).containsExactly(sooner);
        time.passNanos(10);
        assertThat(due).containsExactly(sooner, later);
        assertThat(times.isEmpty()).isTrue();
    }

    @Test
    void forgetsWhatIsRemoved() {
        OpenCall call = in(10);
        times.remove(call);
        times.remove(call);
        time.passNanos(100);
        assertThat(due).isEmpty();
        assertThat(time.pending()).isZero();
    }

    @Test
    void drainsEarliestFirst() {
        OpenCall third = in(30);
        OpenCall first = in(10);
        OpenCall second = in(20);
        assertThat(times.drain()).containsExactly(first, second, third);
        time.passNanos(100);
        assertThat(due).isEmpty();
    }

    @Test
    void keepsTheOrderThroughAnyMixOfAddingAndRemoving() {
        SplittableRandom random = new SplittableRandom(1);
        List<OpenCall> held = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (held.isEmpty() || random.nextInt(5) < 3) {
                held.add(in(random.nextInt(1000)));
            } else {
                times.remove(held.remove(random.nextInt(held.size())));
            }
        }
        List<Long> expected = held.stream().map(call -> call.arrival).sorted().toList();
        assertThat(expected).hasSizeGreaterThan(1000);
        assertThat(times.drain().stream().map(call -> call.arrival).toList()).isEqualTo(expected);
    }

    @Test
    void setsOneTimerHoweverManyCalls() {
        for (int i = 0; i < 100; i++) {
            in(1000 - i);
        }
        assertThat(time.pending()).isEqualTo(1);
    }
}
