package io.binstore.keeper.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.runtime.Invariants.BrokenInvariant;
import io.binstore.protocol.runtime.Timers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Timeout(20)
@ExtendWith(OutputCaptureExtension.class)
class KeeperLoopTest {

    private final KeeperLoop loop = new KeeperLoop();

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void runsTasksInTheirOrderOnOneThread() {
        List<String> ran = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            loop.after(0, () -> ran.add("batch end on " + Thread.currentThread().getName()));
            ran.add("first");
        });
        loop.execute(() -> loop.after(0, () -> loop.after(0, () -> done.complete(null))));
        done.join();
        assertThat(ran).containsExactly("first", "batch end on keeper-loop");
    }

    @Test
    void goesOnAfterATaskThatFails(CapturedOutput output) {
        loop.execute(() -> {
            throw new BrokenInvariant("I2 epochs never fall: before=7, after=6");
        });
        loop.after(0, () -> {
            throw new StackOverflowError("deep");
        });
        CompletableFuture<String> next = new CompletableFuture<>();
        loop.execute(() -> next.complete("alive"));
        assertThat(next.join()).isEqualTo("alive");
        assertThat(output).contains("I2 epochs never fall: before=7, after=6").contains("deep");
    }

    @Test
    void runsNoTimerEarlyAndNoneThatIsCancelled() {
        List<String> ran = new CopyOnWriteArrayList<>();
        CompletableFuture<Long> late = new CompletableFuture<>();
        long start = loop.nanos();
        Timers.Cancellable cancelled =
                loop.after(TimeUnit.MILLISECONDS.toNanos(10), () -> ran.add("cancelled"));
        loop.after(TimeUnit.MILLISECONDS.toNanos(60), () -> late.complete(loop.nanos()));
        cancelled.cancel();
        assertThat(late.join() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(60));
        assertThat(ran).isEmpty();
    }

    @Test
    void dropsTasksOnceItIsClosed() {
        loop.close();
        loop.execute(() -> {
            throw new AssertionError("closed");
        });
        loop.after(0, () -> {
            throw new AssertionError("closed");
        }).cancel();
    }
}
