package io.binstore.protocol.wire;

import io.binstore.protocol.message.Acknowledged;
import io.binstore.protocol.message.ActivateReply;
import io.binstore.protocol.message.ActivateRequest;
import io.binstore.protocol.message.ClockReply;
import io.binstore.protocol.message.ClockRequest;
import io.binstore.protocol.message.DetourRequest;
import io.binstore.protocol.message.DrainRequest;
import io.binstore.protocol.message.EntriesReply;
import io.binstore.protocol.message.EntriesRequest;
import io.binstore.protocol.message.FetchViewReply;
import io.binstore.protocol.message.FetchViewRequest;
import io.binstore.protocol.message.HintRequest;
import io.binstore.protocol.message.LeaseReply;
import io.binstore.protocol.message.LeaseRequest;
import io.binstore.protocol.message.LeaveRequest;
import io.binstore.protocol.message.MigrateReply;
import io.binstore.protocol.message.MigrateRequest;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.PeerReply;
import io.binstore.protocol.message.PeerRequest;
import io.binstore.protocol.message.ProposeReply;
import io.binstore.protocol.message.ProposeRequest;
import io.binstore.protocol.message.ReadLeaseReply;
import io.binstore.protocol.message.ReadLeaseRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.message.SnapshotReply;
import io.binstore.protocol.message.SnapshotRequest;
import io.binstore.protocol.message.StatusReply;
import io.binstore.protocol.message.StatusRequest;
import io.binstore.protocol.message.ViewReply;
import io.binstore.protocol.message.ViewRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The paths and header names of the HTTP interface. */
public final class Routes {

    public static final String OPS = "/v1/ops";
    public static final String VIEW = "/v1/view";
    public static final String HEALTH = "/actuator/health";
    /** What every call between processes begins with; its name follows. */
    public static final String INTERNAL = "/internal/v1/";

    /** The epoch active at the answering backend. */
    public static final String EPOCH = "Binstore-Epoch";
    public static final String ROUTING = "Binstore-Routing";
    /** The only value of {@link #ROUTING}: the call is not to be passed on. */
    public static final String ROUTING_DIRECT = "direct";
    /**
     * What an SDK or a peer puts into {@code Upgrade} of the first call on a connection. A backend that takes it up
     * answers 101 and goes on with frames: messages ({@link Codec}), each behind its length in four bytes, one exchange
     * at a time, beginning with the answer to the call that asked. A backend that does not, or a proxy between, answers
     * as ever.
     */
    public static final String UPGRADE_DIRECT = "binstore-direct";
    public static final String DEADLINE_MS = "Binstore-Deadline-Ms";
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final List<Route> ROUTES = List.of(
            new Route("lease", LeaseRequest.class, LeaseReply.class),
            new Route("propose", ProposeRequest.class, ProposeReply.class),
            new Route("activate", ActivateRequest.class, ActivateReply.class),
            new Route("fetch-view", FetchViewRequest.class, FetchViewReply.class),
            new Route("peer", PeerRequest.class, PeerReply.class),
            new Route("read-lease", ReadLeaseRequest.class, ReadLeaseReply.class),
            new Route("snapshot", SnapshotRequest.class, SnapshotReply.class),
            new Route("entries", EntriesRequest.class, EntriesReply.class),
            new Route("migrate", MigrateRequest.class, MigrateReply.class),
            new Route("status", StatusRequest.class, StatusReply.class),
            new Route("clock", ClockRequest.class, ClockReply.class),
            new Route("hint", HintRequest.class, Acknowledged.class),
            new Route("leave", LeaveRequest.class, Acknowledged.class),
            new Route("drain", DrainRequest.class, Acknowledged.class));

    private static final Map<String, Route> BY_NAME = ROUTES.stream()
            .collect(Collectors.toMap(Route::name, Function.identity()));
    private static final Map<Class<?>, Route> BY_TYPE = ROUTES.stream()
            .collect(Collectors.toMap(Route::request, Function.identity()));

    private Routes() {
    }

    /** An internal call: its name in the path, what is asked and what is answered. */
    record Route(String name, Class<? extends Request> request, Class<? extends Reply> reply) {
    }

    /** The name of an internal request, such as {@code read-lease}. */
    public static String name(Class<? extends Request> type) {
        return of(type).name();
    }

    /** The class of an internal request, or null if there is none of this name. */
    public static @Nullable Class<? extends Request> internal(String name) {
        Route route = BY_NAME.get(name);
        return route == null ? null : route.request();
    }

    /** Whether a message is what may be answered to another, or a refusal. */
    public static boolean answers(Request request, Reply reply) {
        Class<? extends Reply> wanted =
                request instanceof OpsRequest || request instanceof DetourRequest ? OpsReply.class
                        : request instanceof ViewRequest ? ViewReply.class
                                : of(request.getClass()).reply();
        return reply instanceof Rejected || wanted.isInstance(reply);
    }

    static Route of(Class<? extends Request> type) {
        Route route = BY_TYPE.get(type);
        if (route == null) {
            throw new IllegalArgumentException("no internal call: " + type.getSimpleName());
        }
        return route;
    }
}
