package io.binstore.backend.http;

import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.wire.OpsCodec;
import io.binstore.protocol.wire.WireFormat;
import java.io.IOException;
import java.util.List;

/** Batches of operations: from people, from SDKs, and from backends that pass calls on. */
final class OpsEndpoint {

    /** A batch is at most this long. */
    static final int BODY_BYTES_MAX = 8 << 20;

    private final Calls calls;

    OpsEndpoint(Calls calls) {
        this.calls = calls;
    }

    void serve(Exchange exchange, Admission.Permit permit) throws IOException {
        if (!exchange.allows(List.of("POST", "OPTIONS"))) {
            return;
        }
        exchange.query(List.of());
        CallOptions options = exchange.options();
        exchange.call(options.direct() ? "ops-direct" : "ops");
        WireFormat bodyFormat = exchange.bodyFormat();
        WireFormat answerFormat = exchange.answerFormat(bodyFormat);
        OpsRequest request =
                OpsCodec.decodeRequest(exchange.body(BODY_BYTES_MAX, permit), bodyFormat);
        OpsReply reply = calls.run(request, options);
        exchange.epoch(reply.epoch());
        exchange.answer(answerFormat, OpsCodec.encodeReply(reply, answerFormat));
    }
}
