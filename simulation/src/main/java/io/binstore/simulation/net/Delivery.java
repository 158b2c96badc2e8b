package io.binstore.simulation.net;

import io.binstore.protocol.message.Reply;
import io.binstore.protocol.runtime.Timers.Cancellable;
import io.binstore.simulation.world.Process;
import io.binstore.simulation.world.Violation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request that has reached its process and may be answered once, unless the process dies first. */
final class Delivery implements Consumer<Reply> {

    private final Network network;
    private final Process target;
    private final @Nullable NetworkCall call;
    private final Cancellable deathWatch;
    private boolean answered;

    Delivery(Network network, Process target, @Nullable NetworkCall call,
            @Nullable Runnable broken) {
        this.network = network;
        this.target = target;
        this.call = call;
        this.deathWatch = broken == null ? () -> {
        } : target.onDeath(broken);
    }

    @Override
    public void accept(Reply reply) {
        if (answered) {
            throw Violation.of("port", target + " answers one request twice, now with " + reply);
        }
        answered = true;
        deathWatch.cancel();
        if (call != null && !target.dead()) {
            network.answer(call, target, reply);
        }
    }
}
