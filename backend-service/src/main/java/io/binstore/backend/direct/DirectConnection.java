package io.binstore.backend.direct;

import io.binstore.backend.http.Admission;
import io.binstore.backend.http.ProblemException;
import io.binstore.client.netty.FrameDecoder;
import io.binstore.protocol.message.DetourRequest;
import io.binstore.protocol.message.MemberRequest;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.message.ViewRequest;
import io.binstore.protocol.wire.Codec;
import io.binstore.protocol.wire.InvalidOps;
import io.binstore.protocol.wire.MalformedMessage;
import io.binstore.protocol.wire.OpsCodec;
import io.binstore.protocol.wire.OpsRules;
import io.binstore.protocol.wire.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of an SDK or a peer: answers one exchange at a time, in the turn in which the backend has the answer.
 *
 * <p>
 * What is no valid request is refused by a {@link Rejected}, which says that nothing was done. When that cannot be said,
 * the connection is closed.
 */
public final class DirectConnection extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(DirectConnection.class);

    /** How long a batch may wait that does not say. */
    private static final long WAIT_MILLIS_MAX = 60_000;
    /** Above any batch of entries and the largest view. */
    private static final int MESSAGE_BYTES_MAX = 32 << 20;
    private static final OpsRequest NO_OPS =
            new OpsRequest(OpsCodec.ANONYMOUS, 0, 0, List.of());
    /** The tags of batches of operations among the requests, see {@link Codec}. */
    private static final int OPS_TAG = tagOf(NO_OPS);
    private static final int DETOUR_TAG = tagOf(new DetourRequest(NO_OPS));

    /** So much of a frame is written in one go. */
    private static final int SLICE_BYTES = 256 << 10;

    private static final int OK = 200;
    private static final int INVALID = 400;
    private static final int BUSY = 503;

    private final DirectPorts ports;
    private final BooleanSupplier stoodStill;
    private Admission.@Nullable Permit permit;
    private @Nullable ChannelHandlerContext context;
    private boolean waiting;
    private String call = "other";
    private long startNanos;
    private long usedNanos = System.nanoTime();

    /** @param stoodStill whether this process has, so that what comes from a socket may be old */
    public DirectConnection(DirectPorts ports, BooleanSupplier stoodStill) {
        this.ports = ports;
        this.stoodStill = stoodStill;
    }

    /** Collects what is sent here, once it has been let in. */
    FrameDecoder decoder() {
        return new FrameDecoder(MESSAGE_BYTES_MAX) {
            @Override
            protected void begins(int length, int tag) {
                if (waiting) {
                    throw new MalformedMessage("one exchange at a time was agreed");
                }
                admit(tag == OPS_TAG || tag == DETOUR_TAG, length);
            }
        };
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** Serves the request that asked for the connection to be direct. */
    void begin(Request first, int bytes) {
        try {
            admit(first instanceof OpsRequest, bytes);
            serve(first);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void admit(boolean ops, int bytes) {
        release();
        permit = (ops ? ports.callers() : ports.peers()).enter();
        permit.reserve(bytes);
    }

    private void release() {
        if (permit != null) {
            permit.close();
            permit = null;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        try {
            serve(Codec.decodeRequest((byte[]) message));
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void serve(Request request) {
        waiting = true;
        startNanos = System.nanoTime();
        switch (request) {
            case OpsRequest ops -> {
                call = "ops-direct";
                OpsRules.check(ops);
                ports.node().direct(bounded(ops), this::answer);
            }
            case DetourRequest(OpsRequest ops) -> {
                call = "ops-detour";
                if (stoodStill.getAsBoolean()) {
                    // Whose call this is may be forgotten by now, and the call be taken for a new one.
                    throw new ProblemException(Problem.UNAVAILABLE,
                            "this backend stood still for a while");
                }
                OpsRules.check(ops);
                ports.node().execute(bounded(ops), this::answer);
            }
            case MemberRequest member -> {
                call = "internal";
                ports.node().answer(member, this::answer);
            }
            case ViewRequest view -> {
                call = "view";
                answer(OK, ports.views().answer(view, ports.node().view()));
            }
            default -> {
                call = "other";
                throw new MalformedMessage("no message for a backend");
            }
        }
    }

    private static int tagOf(Request request) {
        return Codec.encode(request)[1];
    }

    private static OpsRequest bounded(OpsRequest asked) {
        long waitMillis = asked.waitMillis() > 0 ? Math.min(asked.waitMillis(), WAIT_MILLIS_MAX)
                : WAIT_MILLIS_MAX;
        return waitMillis == asked.waitMillis() ? asked
                : new OpsRequest(asked.client(), asked.lowest(), waitMillis, asked.calls());
    }

    private void fail(RuntimeException failure) {
        switch (failure) {
            case MalformedMessage malformed -> reject(INVALID, malformed);
            case InvalidOps invalid -> reject(INVALID, invalid);
            case ProblemException problem -> reject(BUSY, problem);
            default -> {
                // What it may have done nobody knows.
                log.error("{} failed", call, failure);
                close();
            }
        }
    }

    private void reject(int status, RuntimeException why) {
        Rejected.Reason reason =
                status == BUSY ? Rejected.Reason.BUSY : Rejected.Reason.INVALID;
        answer(status, Codec.frame(
                new Rejected(reason, 0, 0, 0, String.valueOf(why.getMessage()))));
    }

    private void answer(Reply reply) {
        if (context != null) {
            ports.encoder().encode(reply, context.executor(), (frame, failure) -> {
                if (frame != null) {
                    answer(OK, frame);
                } else {
                    log.error("no answer to {}", call, failure);
                    close();
                }
            });
        }
    }

    private void answer(int status, byte[] frame) {
        release();
        usedNanos = System.nanoTime();
        ports.timers().record(call, status, usedNanos - startNanos);
        if (context != null) {
            write(context, frame, 0);
        }
    }

    /** A long frame goes slice by slice: to copy it towards its socket at once would keep others waiting. */
    private void write(ChannelHandlerContext to, byte[] frame, int from) {
        int end = Math.min(frame.length, from + SLICE_BYTES);
        ByteBuf slice = Unpooled.wrappedBuffer(frame, from, end - from);
        if (end == frame.length) {
            waiting = false;
            to.writeAndFlush(slice, to.voidPromise());
        } else {
            to.writeAndFlush(slice).addListener(done -> {
                if (done.isSuccess()) {
                    // Not at once: other sockets are looked at in between.
                    to.executor().schedule(() -> write(to, frame, end), 1, TimeUnit.NANOSECONDS);
                } else {
                    close();
                }
            });
        }
    }

    /** Closes the connection if nothing has been asked on it for long. */
    void closeIfIdle(long nowNanos, long idleNanos) {
        if (!waiting && nowNanos - usedNanos > idleNanos) {
            close();
        }
    }

    private void close() {
        if (context != null) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        boolean refused = cause instanceof MalformedMessage || cause instanceof ProblemException;
        if (refused && !waiting) {
            // What follows is not read.
            startNanos = System.nanoTime();
            fail((RuntimeException) cause);
            from.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        if (!(cause instanceof IOException)) {
            log.debug("closing a connection: {}", cause.toString());
        }
        from.close();
    }
}
