package io.binstore.simulation.world;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Writes into the trace of the run on this thread, if that keeps lines; else it is off and costs nothing. */
final class TraceLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;

    TraceLogger(String loggerName) {
        name = loggerName.substring(loggerName.lastIndexOf('.') + 1);
    }

    private static boolean on() {
        Trace trace = Trace.current();
        return trace != null && trace.keepsLines();
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return on();
    }

    @Override
    public boolean isInfoEnabled() {
        return on();
    }

    @Override
    public boolean isWarnEnabled() {
        return on();
    }

    @Override
    public boolean isErrorEnabled() {
        return on();
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(Level level, @Nullable Marker marker, String message,
            Object @Nullable [] arguments, @Nullable Throwable thrown) {
        Trace trace = Trace.current();
        if (trace != null) {
            trace.note(() -> name + ": " + MessageFormatter.basicArrayFormat(message, arguments)
                    + (thrown == null ? "" : " " + thrown));
        }
    }
}
