package io.binstore.keeper.node;

import io.binstore.client.netty.NettyLoop;
import io.binstore.keeper.core.Keeper;
import io.binstore.keeper.core.KeeperReport;
import io.binstore.keeper.core.PartitionReport;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands questions to the keeper's loop and waits for the answers. */
public final class LoopNode implements KeeperNode {

    private final NettyLoop loop;
    private final Keeper keeper;
    private final long patienceMillis;

    /** @param patienceMillis how long to wait for an answer */
    public LoopNode(NettyLoop loop, Keeper keeper, long patienceMillis) {
        this.loop = loop;
        this.keeper = keeper;
        this.patienceMillis = patienceMillis;
    }

    @Override
    public Reply answer(Request request) {
        return onLoop(answer -> keeper.handle(request, answer::complete));
    }

    @Override
    public KeeperReport report() {
        return onLoop(answer -> answer.complete(keeper.report()));
    }

    @Override
    public @Nullable PartitionReport partition(int partition) {
        Optional<PartitionReport> found = onLoop(
                answer -> answer.complete(Optional.ofNullable(keeper.partition(partition))));
        return found.orElse(null);
    }

    private <T> T onLoop(Consumer<CompletableFuture<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                try {
                    question.accept(answer);
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (IllegalStateException e) {
            throw new NoAnswer("this keeper is stopping");
        }
        try {
            return answer.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new NoAnswer("this keeper has not answered in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("this keeper is stopping");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a turn of the keeper failed", e.getCause());
        }
    }
}
