package io.binstore.simulation.history;

import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.wire.OpsCodec;
import io.binstore.protocol.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a history looks like in a file: one line for the beginning of a call and one for its answer, in the public shape
 * of {@code POST /v1/ops}.
 *
 * <pre>
 * i 17 8000123 {"ops":[{"op":"set","bin":"b","key":"k","value":"v"}]}
 * r 17 8000456 {"results":[{"ok":true}]}
 * </pre>
 *
 * <p>
 * The first number counts the calls of the file, the second is the time in nanoseconds. A call without an answer has one
 * line only.
 */
final class HistoryLines {

    static final char INVOKED = 'i';
    static final char RETURNED = 'r';

    private HistoryLines() {
    }

    static String invoked(long call, long nanos, Operation operation) {
        byte[] shape = OpsCodec.encodeRequest(new OpsRequest(OpsCodec.ANONYMOUS, 0, 0,
                List.of(new Call(0, operation))), WireFormat.JSON);
        return line(INVOKED, call, nanos, shape);
    }

    static String returned(long call, long nanos, Result result) {
        return line(RETURNED, call, nanos,
                OpsCodec.encodeReply(new OpsReply(0, List.of(result)), WireFormat.JSON));
    }

    private static String line(char kind, long call, long nanos, byte[] shape) {
        return kind + " " + call + " " + nanos + " " + new String(shape, StandardCharsets.UTF_8);
    }

    static Operation operation(String shape) {
        return OpsCodec.decodeRequest(shape.getBytes(StandardCharsets.UTF_8), WireFormat.JSON)
                .calls().get(0).operation();
    }

    static Result result(String shape) {
        return OpsCodec.decodeReply(shape.getBytes(StandardCharsets.UTF_8), WireFormat.JSON, 0)
                .results().get(0);
    }
}
