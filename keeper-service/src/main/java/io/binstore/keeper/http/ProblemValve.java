package io.binstore.keeper.http;

import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;

/** Turns what the container itself refuses into problem documents. */
public final class ProblemValve extends ErrorReportValve {

    /** Makes this valve the host's only reporter of errors. */
    public static void install(Context context) {
        ((StandardHost) context.getParent()).setErrorReportValveClass(ProblemValve.class.getName());
    }

    @Override
    protected void report(Request request, Response response,
            @SuppressWarnings("unused") Throwable cause) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            ProblemWriter.write(response,
                    ProblemWriter.ofStatus(status, request.getMethod(), request.getRequestURI()));
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the caller is gone", e);
        }
    }
}
