package io.binstore.simulation.history;

import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.operation.Result.Reason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One call as its client saw it: what it asked and when, and what it was answered and when. */
public final class CallRecord {

    private final String client;
    private final Operation operation;
    private final long invokeOrder;
    private final long invokeNanos;
    private long returnOrder = Long.MAX_VALUE;
    private long returnNanos = Long.MAX_VALUE;
    private @Nullable Result result;

    public CallRecord(String client, Operation operation, long invokeOrder, long invokeNanos) {
        this.client = client;
        this.operation = operation;
        this.invokeOrder = invokeOrder;
        this.invokeNanos = invokeNanos;
    }

    public void returned(Result answer, long order, long nanos) {
        result = answer;
        returnOrder = order;
        returnNanos = nanos;
    }

    public Operation operation() {
        return operation;
    }

    /** The place of the invocation among all events of the history, which no two share. */
    public long invokeOrder() {
        return invokeOrder;
    }

    public long returnOrder() {
        return returnOrder;
    }

    public long invokeNanos() {
        return invokeNanos;
    }

    public long returnNanos() {
        return returnNanos;
    }

    public @Nullable Result result() {
        return result;
    }

    public boolean pending() {
        return result == null;
    }

    /** Whether it may or may not have taken effect, at any time after its invocation. */
    public boolean unknown() {
        return result == null || result instanceof Result.Refused refused
                && refused.reason() == Reason.OUTCOME_UNKNOWN;
    }

    /** Whether its deadline passed: nobody could or would carry it out in time. */
    public boolean gaveUp() {
        return result instanceof Result.Refused refused
                && (refused.reason() == Reason.OUTCOME_UNKNOWN
                        || refused.reason() == Reason.NOT_READY
                        || refused.reason() == Reason.BUSY);
    }

    /** Whether it was refused for want of memory. */
    public boolean full() {
        return result instanceof Result.Refused refused && refused.reason() == Reason.FULL;
    }

    /** Whether it certainly took no effect. */
    public boolean refused() {
        return result instanceof Result.Refused && !unknown();
    }

    @Override
    public String toString() {
        String end = pending() ? "..." : String.format(Locale.ROOT, "%.6f", returnNanos / 1e9);
        return String.format(Locale.ROOT, "[%.6f, %s] #%d %s %s -> %s", invokeNanos / 1e9, end,
                invokeOrder, client,
                operation, result);
    }
}
