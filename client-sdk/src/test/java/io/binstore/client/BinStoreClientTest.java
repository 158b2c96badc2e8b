package io.binstore.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BinStoreClientTest {

    private final FakeBackend backend = new FakeBackend();
    private final BinStoreClient client =
            BinStoreClient.builder().backends(backend.address() + "/").build();
    private final Bin bin = client.bin("alice");

    @BeforeEach
    void found() {
        backend.view = FakeBackend.view(1, backend.address());
    }

    @AfterEach
    void close() {
        client.close();
        backend.close();
    }

    private static <T> T soon(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    @Test
    void storesStrings() {
        assertThat(bin.get("k")).isEmpty();
        bin.set("k", "v");
        bin.set("", "\uD83D\uDE00\u0000");
        assertThat(bin.get("k")).hasValue("v");
        assertThat(bin.get("")).hasValue("\uD83D\uDE00\u0000");
        assertThat(client.bin("bob").get("k")).isEmpty();
        assertThat(bin.keys()).containsExactly("", "k");
        bin.delete("");
        bin.set("k", "");
        assertThat(bin.keys()).isEmpty();
    }

    @Test
    void storesLists() {
        bin.listAppend("l", "a");
        bin.listAppend("l", "");
        bin.listAppend("l", "a");
        assertThat(bin.listGet("l")).containsExactly("a", "", "a");
        assertThat(bin.listKeys()).containsExactly("l");
        assertThat(bin.listRemove("l", "a")).isEqualTo(2);
        assertThat(bin.listRemove("l", "a")).isZero();
        assertThat(bin.listGet("l")).containsExactly("");
        assertThat(bin.listGet("other")).isEmpty();
    }

    @Test
    void listsKeysByPrefixSuffixAndPage() {
        for (String key : List.of("a1x", "a2x", "a3y", "b1x")) {
            bin.set(key, "v");
            bin.listAppend(key, "v");
        }
        assertThat(bin.keys("a", "x")).containsExactly("a1x", "a2x");
        assertThat(bin.listKeys("a", "x")).containsExactly("a1x", "a2x");
        assertThat(bin.keys("", "", null, 3))
                .isEqualTo(new KeyPage(List.of("a1x", "a2x", "a3y"), "a3y"));
        assertThat(bin.keys("", "", "a3y", 3)).isEqualTo(new KeyPage(List.of("b1x"), null));
        assertThat(bin.listKeys("a", "", "a1x", 1)).isEqualTo(new KeyPage(List.of("a2x"), "a2x"));
    }

    @Test
    void countsItsClock() {
        assertThat(List.of(bin.clock(), bin.clock(), bin.clock(10), bin.clock()))
                .containsExactly(0L, 1L, 10L, 11L);
        assertThat(bin.clock(-2)).as("unsigned").isEqualTo(-2);
    }

    @Test
    void doesTheSameWithFutures() throws Exception {
        AsyncBin async = bin.async();
        assertThat(async.name()).isEqualTo("alice");
        soon(async.set("k", "v"));
        assertThat(soon(async.get("k"))).hasValue("v");
        assertThat(soon(async.keys())).containsExactly("k");
        assertThat(soon(async.keys("k", ""))).containsExactly("k");
        assertThat(soon(async.keys("", "", null, 1)).keys()).containsExactly("k");
        soon(async.delete("k"));
        assertThat(soon(async.get("k"))).isEmpty();
        soon(async.listAppend("l", "a"));
        assertThat(soon(async.listGet("l"))).containsExactly("a");
        assertThat(soon(async.listKeys())).containsExactly("l");
        assertThat(soon(async.listKeys("x", ""))).isEmpty();
        assertThat(soon(async.listKeys("", "", null, 1)).next()).isNull();
        assertThat(soon(async.listRemove("l", "a"))).isEqualTo(1);
        assertThat(soon(async.clock())).isZero();
        assertThat(soon(async.clock(7))).isEqualTo(7);
    }

    @Test
    void sharesRequestsAmongCallsMadeAtTheSameTime() throws Exception {
        bin.get("warm");
        int before = backend.requests.get();
        List<CompletableFuture<?>> futures = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            futures.add(bin.async().listAppend("l", Integer.toString(i)));
        }
        soon(CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)));
        assertThat(bin.listGet("l")).hasSize(5_000).doesNotHaveDuplicates();
        assertThat(backend.requests.get() - before).isLessThan(500);
    }

    @Test
    void waitsForTheFirstBackend() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (BinStoreClient early =
                BinStoreClient.builder().backends("http://localhost:" + port).build()) {
            CompletableFuture<Void> set = early.bin("b").async().set("k", "v");
            assertThatThrownBy(() -> set.get(200, TimeUnit.MILLISECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            try (FakeBackend late = new FakeBackend(port)) {
                assertThatThrownBy(() -> set.get(200, TimeUnit.MILLISECONDS))
                        .isInstanceOf(java.util.concurrent.TimeoutException.class);
                late.view = FakeBackend.view(1, late.address());
                soon(set);
                assertThat(early.bin("b").get("k")).hasValue("v");
            }
        }
    }

    @Test
    void namesWhatWentWrong() throws Exception {
        assertThatThrownBy(() -> bin.set("k", "too large")).isInstanceOf(TooLargeException.class)
                .hasMessageContaining("value");
        assertThatThrownBy(() -> bin.set("k", "full")).isInstanceOf(StoreFullException.class);
        assertThatThrownBy(() -> soon(bin.async().set("k", "full")))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(StoreFullException.class);
        assertThatThrownBy(() -> bin.async().set("k", "full").join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StoreFullException.class);
        assertThatThrownBy(() -> bin.set("k", "x".repeat(9 << 20)))
                .isInstanceOf(TooLargeException.class);
    }

    @Test
    void saysThatNothingWasDoneWhenNobodyRan() throws Exception {
        backend.view = null;
        try (BinStoreClient hasty = BinStoreClient.builder().backends(backend.address())
                .deadline(Duration.ofMillis(50)).build()) {
            assertThatThrownBy(() -> hasty.bin("b").set("k", "v"))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("nothing was done");
        }
    }

    @Test
    void refusesTextThatIsNone() {
        assertThatThrownBy(() -> client.bin("\uD800")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bin: lone surrogate");
        assertThatThrownBy(() -> bin.get("x\uDC00"))
                .hasMessageContaining("key: lone surrogate at index 1");
        assertThatThrownBy(() -> bin.set("k", "\uD800"))
                .hasMessageContaining("value: lone surrogate");
        assertThatThrownBy(() -> bin.async().get("\uD800"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bin.get(null)).isInstanceOf(NullPointerException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 100_001})
    void refusesALimitOutsideItsBounds(int limit) {
        assertThatThrownBy(() -> bin.keys("", "", null, limit))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bin.listKeys("", "", null, limit))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        BinStoreClient.Builder builder = BinStoreClient.builder();
        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.backends("https://h:1"))
                .hasMessageContaining("https is not supported");
        assertThatThrownBy(() -> builder.backends("localhost"))
                .isInstanceOf(IllegalArgumentException.class);
        for (Duration deadline : List.of(Duration.ZERO, Duration.ofSeconds(-1),
                Duration.ofSeconds(301))) {
            assertThatThrownBy(() -> builder.deadline(deadline))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        builder.deadline(BinStoreClient.DEADLINE_MAX);
    }

    @Test
    void endsTheWaitOfAnInterruptedThread() throws Exception {
        backend.view = null;
        List<Throwable> thrown = new ArrayList<>();
        List<Boolean> interrupted = new ArrayList<>();
        Thread thread = new Thread(() -> {
            for (Runnable call : List.<Runnable>of(() -> bin.get("k"), () -> bin.set("k", "v"))) {
                try {
                    Thread.currentThread().interrupt();
                    call.run();
                } catch (BinStoreException e) {
                    thrown.add(e);
                    interrupted.add(Thread.currentThread().isInterrupted());
                }
            }
        });
        thread.start();
        thread.join(30_000);
        assertThat(thrown).hasSize(2);
        assertThat(thrown.get(0)).isInstanceOf(UnavailableException.class);
        assertThat(thrown.get(1)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(interrupted).containsExactly(true, true);
    }

    @Test
    void endsCallsUnderWayAndRefusesLaterOnesWhenClosed() throws Exception {
        backend.view = null;
        CompletableFuture<?> waiting = bin.async().get("k");
        client.close();
        client.close();
        assertThatThrownBy(() -> soon(waiting)).hasCauseInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> bin.get("k")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> bin.async().get("k")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void completesFuturesOffTheEventLoopWhereBlockingCallsAreSafe() throws Exception {
        CompletableFuture<String> thread = bin.async().clock().thenApply(clock -> {
            bin.set("from callback", "v");
            return Thread.currentThread().getName();
        });
        assertThat(soon(thread)).isEqualTo("binstore-callbacks");
        assertThat(bin.get("from callback")).hasValue("v");
    }

    @Test
    void failsABlockingCallOnTheEventLoopInsteadOfWaitingForItself() throws Exception {
        try (BinStoreClient direct =
                BinStoreClient.builder().backends(backend.address()).callbacks(Runnable::run)
                        .build()) {
            CompletableFuture<String> inside = direct.bin("b").async().clock().thenApply(clock -> {
                String name = Thread.currentThread().getName();
                assertThat(name).startsWith("binstore-client");
                return direct.bin("b").get("k").orElse(name);
            });
            assertThatThrownBy(() -> soon(inside)).hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void leavesNoThreadBehind() {
        assertThat(bin.clock()).isZero();
        client.close();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("binstore-client")));
    }
}
