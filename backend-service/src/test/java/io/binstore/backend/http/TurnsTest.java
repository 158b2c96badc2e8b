package io.binstore.backend.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.protocol.message.Request;
import io.binstore.protocol.message.ViewRequest;
import io.binstore.protocol.runtime.Invariants.BrokenInvariant;
import io.binstore.protocol.runtime.Timers.Cancellable;
import io.binstore.protocol.runtime.Transport.Failed;
import io.binstore.protocol.runtime.Transport.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final int ROUNDS = 20_000;
    private static final Request REQUEST = new ViewRequest(0, 0);

    private final List<Runnable> timed = new ArrayList<>();
    private final Turns turns = new Turns(() -> 42, (delayNanos, task) -> {
        timed.add(task);
        return (Cancellable) timed::clear;
    }, (address, request, timeoutNanos, then) -> timed
            .add(() -> then.accept(new Failed(Failure.UNKNOWN))));

    /** What another thread sees while somebody has the turn; null for nothing. */
    private String seenMeanwhile() {
        return CompletableFuture.supplyAsync(() -> turns.lookBetween(() -> "seen")).join();
    }

    @Test
    void aLookSeesNothingDuringATurnAndSomethingBetweenTwo() {
        List<String> seen = new ArrayList<>();
        turns.take(() -> seen.add(seenMeanwhile()));
        seen.add(seenMeanwhile());
        assertThat(seen).containsExactly(null, "seen");
    }

    @Test
    void aTurnThatFailsIsOverAllTheSame() {
        try {
            turns.take(() -> {
                throw new IllegalStateException("defect");
            });
        } catch (IllegalStateException defect) {
            assertThat(seenMeanwhile()).isEqualTo("seen");
        }
        assertThat(seenMeanwhile()).isEqualTo("seen");
    }

    @Test
    void whatTimersAndAnswersCallBackIsATurn() {
        List<String> seen = new ArrayList<>();
        turns.after(5, () -> seen.add(seenMeanwhile()));
        turns.call("http://localhost:1", REQUEST, 5, outcome -> seen.add(seenMeanwhile()));
        List<Runnable> due = List.copyOf(timed);
        due.forEach(Runnable::run);
        assertThat(seen).containsExactly(null, null);
        turns.after(5, () -> seen.add("never")).cancel();
        assertThat(timed).isEmpty();
    }

    @Test
    void whoLivesByTurnsDoesNothingBetweenThem() {
        assertThat(turns.ask(turns::nanos)).isEqualTo(42);
        assertThat(turns.lookBetween(turns::nanos)).isEqualTo(42);
        assertThatThrownBy(turns::nanos).isInstanceOf(BrokenInvariant.class);
    }

    @Test
    void looksSeeWholeTurnsOnly() throws Exception {
        long[] pair = new long[2];
        try (ExecutorService lookers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> looks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                looks.add(lookers.submit(() -> {
                    boolean whole = true;
                    for (int round = 0; round < ROUNDS; round++) {
                        Boolean equal = turns.lookBetween(() -> pair[0] == pair[1]);
                        whole &= equal == null || equal;
                    }
                    return whole;
                }));
            }
            for (int round = 0; round < ROUNDS; round++) {
                turns.take(() -> {
                    pair[0]++;
                    pair[1]++;
                });
            }
            for (Future<Boolean> look : looks) {
                assertThat(look.get()).isTrue();
            }
        }
        assertThat(pair).containsExactly(ROUNDS, ROUNDS);
    }
}
