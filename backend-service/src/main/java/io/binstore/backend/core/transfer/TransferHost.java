package io.binstore.backend.core.transfer;

import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.MemberRequest;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.runtime.Timers.Cancellable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What pulling state asks of the backend around it. */
public interface TransferHost {

    long nowNanos();

    Cancellable after(long delayNanos, Runnable task);

    /** Calls a member of the active view; {@code then} gets null if there was no answer. */
    void ask(int member, Function<Addressee, MemberRequest> request,
            Consumer<@Nullable Reply> then);

    /** What all pulls of this backend share. */
    PullWindow pulls();
}
