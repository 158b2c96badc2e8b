package io.binstore.backend.direct;

import io.binstore.backend.http.Admission;
import io.binstore.backend.http.ProblemException;
import io.binstore.backend.http.ViewDocument;
import io.binstore.protocol.message.MemberRequest;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.model.View;
import io.binstore.protocol.wire.Codec;
import io.binstore.protocol.wire.HttpBinding;
import io.binstore.protocol.wire.MalformedMessage;
import io.binstore.protocol.wire.OpsCodec;
import io.binstore.protocol.wire.Problem;
import io.binstore.protocol.wire.Routes;
import io.binstore.protocol.wire.WireFormat;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of an SDK or a peer: answers one exchange at a time, in the turn in which the backend has the answer.
 */
public final class DirectConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger log = LoggerFactory.getLogger(DirectConnection.class);

    /** How long a batch may wait that does not say. */
    private static final long WAIT_MILLIS_MAX = 60_000;
    private static final String CBOR = WireFormat.CBOR.mediaType();

    private final DirectPorts ports;
    private Admission.@Nullable Permit permit;
    private boolean busy;
    private boolean keepAlive = true;
    private String call = "other";
    private long startNanos;

    public DirectConnection(DirectPorts ports) {
        this.ports = ports;
    }

    /** Whether a connection may begin with a call to this path. */
    static boolean serves(String path) {
        return path.equals(Routes.OPS) || path.startsWith(Routes.INTERNAL);
    }

    /** Lets a request in, whose body has yet to come. @throws ProblemException if there is no room */
    void admit(String path, long bodyBytes) {
        release();
        permit = (path.startsWith(Routes.INTERNAL) ? ports.peers() : ports.callers()).enter();
        permit.reserve(bodyBytes);
    }

    private void release() {
        if (permit != null) {
            permit.close();
            permit = null;
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (busy) {
            // One exchange at a time was agreed.
            context.close();
            return;
        }
        busy = true;
        startNanos = System.nanoTime();
        keepAlive = HttpUtil.isKeepAlive(request);
        try {
            if (permit == null) {
                admit(request.uri(), request.content().readableBytes());
            }
            route(context, request);
        } catch (RuntimeException e) {
            refuse(context, e);
        }
    }

    private void route(ChannelHandlerContext context, FullHttpRequest request) {
        String path = request.uri();
        call = "other";
        if (path.equals(Routes.OPS)) {
            call = "ops-direct";
            expect(request, HttpMethod.POST);
            serveOps(context, request);
        } else if (path.startsWith(Routes.INTERNAL)) {
            call = "internal";
            expect(request, HttpMethod.POST);
            serveInternal(context, path.substring(Routes.INTERNAL.length()), bytes(request));
        } else if (path.equals(Routes.VIEW)) {
            call = "view";
            expect(request, HttpMethod.GET);
            serveView(context, request.headers().get(HttpHeaderNames.IF_NONE_MATCH));
        } else {
            throw new ProblemException(Problem.NO_SUCH_ENDPOINT,
                    "there is nothing at " + path + " on a direct connection");
        }
    }

    /** Whoever asks for a direct connection knows what is spoken there. */
    private static void expect(FullHttpRequest request, HttpMethod method) {
        if (!request.method().equals(method) || method.equals(HttpMethod.POST)
                && !CBOR.equals(request.headers().get(HttpHeaderNames.CONTENT_TYPE))) {
            throw new ProblemException(Problem.INVALID_REQUEST,
                    "a direct connection takes " + method + " with " + CBOR);
        }
    }

    private static byte[] bytes(FullHttpRequest request) {
        return ByteBufUtil.getBytes(request.content());
    }

    private void serveOps(ChannelHandlerContext context, FullHttpRequest request) {
        if (!Routes.ROUTING_DIRECT.equals(request.headers().get(Routes.ROUTING))) {
            throw new ProblemException(Problem.INVALID_REQUEST,
                    "a direct connection takes " + Routes.ROUTING + ": " + Routes.ROUTING_DIRECT);
        }
        OpsRequest asked = OpsCodec.decodeRequest(bytes(request), WireFormat.CBOR);
        long waitMillis = asked.waitMillis() > 0 ? Math.min(asked.waitMillis(), WAIT_MILLIS_MAX)
                : WAIT_MILLIS_MAX;
        OpsRequest bounded = waitMillis == asked.waitMillis() ? asked
                : new OpsRequest(asked.client(), asked.lowest(), waitMillis, asked.calls());
        ports.node().direct(bounded, reply -> {
            byte[] body = OpsCodec.encodeReply(reply, WireFormat.CBOR);
            FullHttpResponse response = response(HttpResponseStatus.OK, CBOR, body);
            response.headers().set(Routes.EPOCH, Long.toString(reply.epoch()));
            answer(context, response);
        });
    }

    private void serveInternal(ChannelHandlerContext context, String name, byte[] body) {
        Request request = HttpBinding.internalRequest(name, body);
        if (!(request instanceof MemberRequest member)) {
            throw new MalformedMessage("no message for a backend");
        }
        ports.node().answer(member, reply -> answer(context,
                response(HttpResponseStatus.OK, CBOR, Codec.encode(reply))));
    }

    private void serveView(ChannelHandlerContext context, @Nullable String ifNoneMatch) {
        View view = ports.node().view();
        if (view == null) {
            throw new ProblemException(Problem.UNAVAILABLE, "this backend has no view yet");
        }
        ViewDocument document = ports.views().of(view);
        boolean known = document.isKnown(ifNoneMatch);
        FullHttpResponse response = known
                ? response(HttpResponseStatus.NOT_MODIFIED, CBOR, new byte[0])
                : response(HttpResponseStatus.OK, CBOR, document.bytes(WireFormat.CBOR));
        response.headers().set(HttpHeaderNames.ETAG, document.etag());
        answer(context, response);
    }

    private void refuse(ChannelHandlerContext context, RuntimeException failure) {
        ProblemException problem = ProblemException.of(failure);
        if (problem == null) {
            log.error("{} failed", call, failure);
            problem = new ProblemException(Problem.INTERNAL_ERROR,
                    "the server failed; its log says more");
        }
        byte[] document = problem.problem().document(problem.detail(), problem.members());
        answer(context, response(HttpResponseStatus.valueOf(problem.problem().status()),
                Problem.MEDIA_TYPE, document));
    }

    private static FullHttpResponse response(HttpResponseStatus status, String type, byte[] body) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status,
                Unpooled.wrappedBuffer(body));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
        return response;
    }

    private void answer(ChannelHandlerContext context, FullHttpResponse response) {
        busy = false;
        release();
        ports.timers().record(call, response.status().code(), System.nanoTime() - startNanos);
        if (keepAlive) {
            context.writeAndFlush(response, context.voidPromise());
        } else {
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        release();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent && !busy) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause.getCause() instanceof ProblemException problem && !busy) {
            // The body that follows is not read.
            keepAlive = false;
            startNanos = System.nanoTime();
            refuse(context, problem);
            return;
        }
        if (!(cause instanceof IOException)) {
            log.debug("closing a connection: {}", cause.toString());
        }
        context.close();
    }
}
