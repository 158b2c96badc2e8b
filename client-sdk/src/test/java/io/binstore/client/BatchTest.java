package io.binstore.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchTest {

    private final FakeBackend backend = new FakeBackend();
    private final BinStoreClient client = BinStoreClient.builder().backends(backend.address())
            .deadline(Duration.ofSeconds(20)).build();
    private final Bin bin = client.bin("alice");

    @BeforeEach
    void found() {
        backend.view = FakeBackend.view(1, backend.address());
        bin.set("k", "v");
        bin.listAppend("l", "a");
    }

    @AfterEach
    void close() {
        client.close();
        backend.close();
    }

    @Test
    void carriesEveryCallOut() {
        Batch batch = bin.batch();
        Batch.Answer<Optional<String>> value = batch.get("k");
        Batch.Answer<List<String>> keys = batch.keys("k", "");
        Batch.Answer<List<String>> items = batch.listGet("l");
        Batch.Answer<List<String>> lists = batch.listKeys("", "l");
        Batch.Answer<Long> clock = batch.clock(7);
        Batch.Answer<Long> removed = batch.listRemove("none", "a");
        assertThat(batch.size()).isEqualTo(6);
        batch.run();
        assertThat(value.get()).hasValue("v");
        assertThat(keys.get()).containsExactly("k");
        assertThat(items.get()).containsExactly("a");
        assertThat(lists.get()).containsExactly("l");
        assertThat(clock.get()).isEqualTo(7);
        assertThat(removed.get()).isZero();
        Batch writes = bin.async().batch();
        Batch.Answer<?> set = writes.set("k2", "w");
        writes.delete("k");
        writes.listAppend("l", "b");
        writes.run();
        assertThat(set.get()).isNull();
        assertThat(bin.keys()).containsExactly("k2");
        assertThat(bin.listGet("l")).containsExactly("a", "b");
    }

    @Test
    void spansBins() {
        Batch batch = bin.batch();
        Batch bob = batch.on(client.bin("bob"));
        bob.set("k", "w");
        batch.set("k", "v2");
        assertThat(bob.size()).isEqualTo(2);
        bob.run();
        assertThat(bin.get("k")).hasValue("v2");
        assertThat(client.bin("bob").get("k")).hasValue("w");
        assertThatIllegalStateException().isThrownBy(batch::run);
        try (BinStoreClient other =
                BinStoreClient.builder().backends(backend.address()).build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> bin.batch().on(other.bin("bob")));
        }
    }

    @Test
    void sendsItsCallsTogether() {
        int before = backend.requests.get();
        Batch batch = bin.batch();
        for (int i = 0; i < 500; i++) {
            batch.set("x" + i, "v");
        }
        batch.run();
        assertThat(backend.requests.get() - before).isEqualTo(1);
        assertThat(bin.keys("x", "")).hasSize(500);
    }

    @Test
    void runsWithoutWaiting() throws Exception {
        List<CompletableFuture<?>> running = new ArrayList<>();
        List<Batch.Answer<Optional<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Batch batch = bin.batch();
            answers.add(batch.get("k"));
            running.add(batch.runAsync());
        }
        running.add(bin.batch().runAsync());
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).get(30,
                TimeUnit.SECONDS);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.get()).hasValue("v"));
    }

    @Test
    void takesEffectOnceHoweverManyAttemptsItNeeds() {
        backend.answersToLose.set(2);
        Batch batch = bin.batch();
        for (int i = 0; i < 10; i++) {
            batch.listAppend("once", "x" + i);
        }
        batch.run();
        assertThat(bin.listGet("once")).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void tellsWhatHasFailed() {
        String tooLarge = "x".repeat(9 << 20);
        Batch batch = bin.batch();
        Batch.Answer<?> good = batch.set("a", "1");
        Batch.Answer<?> bad = batch.set("b", tooLarge);
        assertThatThrownBy(batch::run).isInstanceOf(TooLargeException.class);
        good.get();
        assertThatThrownBy(bad::get).isInstanceOf(TooLargeException.class);
        assertThat(bin.get("a")).hasValue("1");
        Batch other = bin.batch();
        other.set("b", tooLarge);
        assertThatThrownBy(other.runAsync()::join).isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TooLargeException.class);
    }

    @Test
    void insistsOnItsOrder() {
        Batch batch = bin.batch();
        Batch.Answer<Optional<String>> early = batch.get("k");
        assertThatIllegalStateException().isThrownBy(early::get);
        assertThatIllegalArgumentException().isThrownBy(() -> batch.get("\ud800"));
        batch.run();
        assertThatIllegalStateException().isThrownBy(batch::run);
        assertThatIllegalStateException().isThrownBy(batch::runAsync);
        assertThatIllegalStateException().isThrownBy(() -> batch.get("k"));
        assertThat(early.get()).hasValue("v");
        bin.batch().run();
        Batch full = bin.batch();
        for (int i = 0; i < Batch.SIZE_MAX; i++) {
            full.get("k");
        }
        assertThatIllegalStateException().isThrownBy(() -> full.get("k"));
        client.close();
        assertThatIllegalStateException().isThrownBy(full::run);
    }

    @Test
    void anInterruptEndsTheWait() {
        backend.view = null;
        Bin lost = client.bin("bob");
        for (boolean mutation : new boolean[]{true, false}) {
            Batch batch = lost.batch();
            batch.get("k");
            if (mutation) {
                batch.set("k", "v");
            }
            Thread.currentThread().interrupt();
            assertThatThrownBy(batch::run).isInstanceOf(
                    mutation ? OutcomeUnknownException.class : UnavailableException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
