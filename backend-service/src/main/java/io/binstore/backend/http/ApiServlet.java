package io.binstore.backend.http;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Limits;
import io.binstore.protocol.wire.Problem;
import io.binstore.protocol.wire.Routes;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every path but the actuator's: finds the endpoint, and turns whatever it throws into a problem
 * document.
 *
 * <p>
 * A plain servlet, because paths must arrive as they were sent ({@link RawPathAdapter}) and because
 * the calls of SDKs and peers are many and small. Each runs on a virtual thread of its own, which
 * blocks until the backend has answered.
 */
public final class ApiServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger log = LoggerFactory.getLogger(ApiServlet.class);

    private static final String STORAGE = "/v1/";
    private static final Utf8 V1 = Utf8.of("v1");
    private static final Utf8 V3 = Utf8.of("v3");
    private static final Utf8 BINS = Utf8.of("bins");
    private static final Utf8 OPS = Utf8.of("ops");
    private static final Utf8 VIEW = Utf8.of("view");
    private static final Utf8 API_DOCS = Utf8.of("api-docs");

    private final transient Admission admission;
    private final transient CallTimers timers;
    private final transient Calls calls;
    private final transient BinEndpoint bins;
    private final transient OpsEndpoint ops;
    private final transient ViewEndpoint view;
    private final transient InternalEndpoint internal;
    private final transient Admission peers;
    private final transient ConnectionUpgrade upgrade;
    private final transient OpenApiEndpoint openApi = new OpenApiEndpoint();

    /**
     * @param callers bounds storage calls
     * @param peers bounds the messages of other processes, so that callers cannot crowd them out
     */
    public ApiServlet(Node node, Limits limits, Admission callers, Admission peers,
            CallTimers timers, ConnectionUpgrade upgrade) {
        this.admission = callers;
        this.timers = timers;
        this.calls = new Calls(node, limits);
        this.bins = new BinEndpoint(calls, limits);
        this.ops = new OpsEndpoint(calls);
        this.view = new ViewEndpoint(node);
        this.internal = new InternalEndpoint(node, peers);
        this.peers = peers;
        this.upgrade = upgrade;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        long startNanos = System.nanoTime();
        Exchange exchange = new Exchange(request, response);
        try {
            if (upgrade.applies(request)) {
                upgrade(request, response, exchange);
            } else {
                route(exchange);
            }
        } catch (RuntimeException e) {
            exchange.answer(problemOf(e, exchange));
        } finally {
            timers.record(exchange.call(), exchange.status(), System.nanoTime() - startNanos);
        }
    }

    private void upgrade(HttpServletRequest request, HttpServletResponse response,
            Exchange exchange) throws IOException {
        exchange.call("upgrade");
        try (Admission.Permit permit = peers.enter()) {
            upgrade.upgrade(request, response,
                    exchange.body(InternalEndpoint.BODY_BYTES_MAX, permit));
        }
    }

    private static ProblemException problemOf(RuntimeException failure, Exchange exchange) {
        ProblemException expected = ProblemException.of(failure);
        if (expected != null) {
            return expected;
        }
        log.error("{} {} failed", exchange.method(), exchange.call(), failure);
        return new ProblemException(Problem.INTERNAL_ERROR,
                "the server failed; its log says more");
    }

    private void route(Exchange exchange) throws IOException {
        String raw = exchange.rawPath();
        if (raw.startsWith(STORAGE)) {
            // On refusals too; an answer of a replica replaces it by its own.
            exchange.epoch(calls.epoch());
        }
        if (raw.startsWith(Routes.INTERNAL)
                && internal.serve(exchange, raw.substring(Routes.INTERNAL.length()))) {
            return;
        }
        if (raw.equals(Routes.OPS)) {
            serveOps(exchange);
            return;
        }
        RawPath path = RawPath.parse(raw);
        boolean v1 = path.is(0, V1);
        if (v1 && path.is(1, BINS)) {
            try (Admission.Permit permit = admission.enter()) {
                if (bins.serve(exchange, path, permit)) {
                    return;
                }
            }
        } else if (v1 && path.is(1, OPS) && path.size() == 2) {
            serveOps(exchange);
            return;
        } else if (v1 && path.is(1, VIEW) && path.size() == 2) {
            view.serve(exchange);
            return;
        } else if (path.is(0, V3) && path.is(1, API_DOCS) && path.size() == 2) {
            openApi.serve(exchange);
            return;
        }
        throw new ProblemException(Problem.NO_SUCH_ENDPOINT, "there is nothing at " + raw);
    }

    private void serveOps(Exchange exchange) throws IOException {
        try (Admission.Permit permit = admission.enter()) {
            ops.serve(exchange, permit);
        }
    }
}
