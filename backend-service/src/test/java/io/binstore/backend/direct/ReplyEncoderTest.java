package io.binstore.backend.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.wire.Codec;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReplyEncoderTest {

    private static final Utf8 LONG = Utf8.of("x".repeat(ReplyEncoder.SMALL_BYTES_MAX));

    @Test
    void encodesSmallRepliesAtOnce() {
        Reply reply = reply(new Result.Items(List.of(Utf8.of("a"))), Result.Done.DONE);
        CompletableFuture<byte[]> frame = new CompletableFuture<>();
        try (ReplyEncoder encoder = new ReplyEncoder()) {
            encoder.encode(reply, Runnable::run, (bytes, failure) -> frame.complete(bytes));
            assertThat(frame.getNow(new byte[0])).isEqualTo(Codec.frame(reply));
        }
    }

    @Test
    void encodesLargeRepliesElsewhere() throws Exception {
        Reply reply = reply(new Result.Items(Collections.nCopies(100_000, Utf8.of("a"))));
        CompletableFuture<byte[]> frame = new CompletableFuture<>();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        try (ReplyEncoder encoder = new ReplyEncoder()) {
            encoder.encode(reply, Runnable::run, (bytes, failure) -> {
                thread.complete(Thread.currentThread());
                frame.complete(bytes);
            });
            assertThat(frame.get(10, TimeUnit.SECONDS)).isEqualTo(Codec.frame(reply));
            assertThat(thread.get().getName()).isEqualTo("reply-encoder");
        }
    }

    @Test
    void callsLargeWhatTakesLongInNumberOrInBytes() {
        assertThat(ReplyEncoder.large(reply(new Result.Value(null), Result.Done.DONE))).isFalse();
        assertThat(ReplyEncoder.large(reply(new Result.Value(LONG)))).isFalse();
        assertThat(ReplyEncoder.large(reply(new Result.Value(LONG), new Result.Value(LONG))))
                .isTrue();
        assertThat(ReplyEncoder.large(reply(new Result.Items(List.of(LONG))))).isTrue();
        assertThat(ReplyEncoder.large(
                reply(new Result.Keys(Collections.nCopies(10_000, Utf8.EMPTY), null)))).isTrue();
    }

    private static Reply reply(Result... results) {
        return new OpsReply(1, List.of(results));
    }
}
