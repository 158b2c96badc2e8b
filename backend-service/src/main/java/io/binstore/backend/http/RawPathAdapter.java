package io.binstore.backend.http;

import org.apache.catalina.Lifecycle;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.Adapter;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * Brings request paths to {@link ApiServlet} as they were sent.
 *
 * <p>
 * The container decodes and normalizes a path before it looks for a servlet, and refuses what could
 * confuse files: {@code %2F}, {@code %5C}, {@code %00}. Here those are parts of names. So every
 * path but the actuator's is handed over the way an in-memory connector does it, which the
 * container takes as it is: the original as a string, and beside it an "already decoded" path,
 * always that of the one servlet. {@code getRequestURI} still answers the original.
 */
public final class RawPathAdapter implements Adapter {

    /** Where {@link ApiServlet} is registered. */
    public static final String SERVLET_PATH = "/api";

    private static final String ACTUATOR = "/actuator";

    private final Adapter container;

    private RawPathAdapter(Adapter container) {
        this.container = container;
    }

    /** Puts the adapter in front of the container's own as soon as that exists. */
    public static void install(Connector connector) {
        connector.addLifecycleListener(event -> {
            if (Lifecycle.AFTER_INIT_EVENT.equals(event.getType())) {
                ProtocolHandler handler = connector.getProtocolHandler();
                handler.setAdapter(new RawPathAdapter(handler.getAdapter()));
            }
        });
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        // A request that could not be parsed comes with its error set, for the container to report.
        if (!response.isError()) {
            String path = request.requestURI().toString();
            if (path != null && path.startsWith("/") && !isActuator(path)) {
                request.requestURI().setString(path);
                request.decodedURI().setString(SERVLET_PATH);
            }
        }
        container.service(request, response);
    }

    private static boolean isActuator(String path) {
        return path.startsWith(ACTUATOR)
                && (path.length() == ACTUATOR.length() || path.charAt(ACTUATOR.length()) == '/');
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
        return container.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent event)
            throws Exception {
        return container.asyncDispatch(request, response, event);
    }

    @Override
    public void log(Request request, Response response, long time) {
        container.log(request, response, time);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
        container.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
        return container.getDomain();
    }
}
