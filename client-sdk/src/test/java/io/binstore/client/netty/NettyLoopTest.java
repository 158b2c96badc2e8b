package io.binstore.client.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.protocol.runtime.Timers.Cancellable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NettyLoopTest {

    private final NettyLoop loop = new NettyLoop("test-loop");

    @AfterEach
    void close() {
        loop.close();
    }

    private <T> T soon(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    @Test
    void runsTasksOnItsOwnThread() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        loop.execute(() -> thread.complete(loop.inLoop() ? Thread.currentThread() : null));
        assertThat(soon(thread).getName()).startsWith("test-loop");
        assertThat(thread.get().isDaemon()).isTrue();
        assertThat(loop.inLoop()).isFalse();
    }

    @Test
    void putsATaskWithoutDelayBehindWhatWaits() throws Exception {
        CompletableFuture<List<Integer>> order = new CompletableFuture<>();
        List<Integer> seen = new ArrayList<>();
        loop.execute(() -> {
            loop.after(0, () -> {
                seen.add(2);
                order.complete(seen);
            });
            seen.add(1);
        });
        assertThat(soon(order)).containsExactly(1, 2);
    }

    @Test
    void runsTasksNotBeforeTheirTimeAndNotWhenCalledOff() throws Exception {
        CompletableFuture<Long> took = new CompletableFuture<>();
        List<String> ran = new ArrayList<>();
        loop.execute(() -> {
            long begin = loop.nanos();
            Cancellable soon = loop.after(0, () -> ran.add("soon"));
            Cancellable later = loop.after(1_000_000, () -> ran.add("later"));
            soon.cancel();
            later.cancel();
            loop.after(5_000_000, () -> took.complete(loop.nanos() - begin));
        });
        assertThat(soon(took)).isGreaterThanOrEqualTo(5_000_000);
        assertThat(ran).isEmpty();
    }

    @Test
    void survivesATaskThatThrows() throws Exception {
        CompletableFuture<Boolean> survived = new CompletableFuture<>();
        loop.execute(() -> {
            throw new IllegalStateException("thrown by a test");
        });
        loop.after(1, () -> {
            throw new IllegalStateException("thrown by a test");
        });
        loop.after(1_000_000, () -> survived.complete(true));
        assertThat(soon(survived)).isTrue();
    }

    @Test
    void refusesTasksOnceClosed() {
        loop.close();
        assertThatThrownBy(() -> loop.execute(() -> {
        })).isInstanceOf(IllegalStateException.class);
        loop.after(1, () -> {
        }).cancel();
    }
}
