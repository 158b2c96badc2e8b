package io.binstore.backend.http;

import io.binstore.protocol.message.MemberRequest;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.wire.Codec;
import io.binstore.protocol.wire.MalformedMessage;
import io.binstore.protocol.wire.Routes;
import io.binstore.protocol.wire.WireFormat;
import java.io.IOException;
import java.util.List;

/** Messages between the processes of a cluster. */
final class InternalEndpoint {

    /** Above any batch of entries and the largest view. */
    static final int BODY_BYTES_MAX = 32 << 20;

    private final Node node;
    private final Admission admission;

    InternalEndpoint(Node node, Admission admission) {
        this.node = node;
        this.admission = admission;
    }

    /** @return whether there is a message of this name */
    boolean serve(Exchange exchange, String name) throws IOException {
        Class<? extends Request> type = Routes.internal(name);
        if (type == null || !MemberRequest.class.isAssignableFrom(type)) {
            return false;
        }
        exchange.call("internal");
        if (exchange.allows(List.of("POST", "OPTIONS"))) {
            try (Admission.Permit permit = admission.enter()) {
                Request request = Codec.decodeRequest(exchange.body(BODY_BYTES_MAX, permit));
                if (!type.isInstance(request)) {
                    throw new MalformedMessage("the body is another message than the path says");
                }
                exchange.answer(WireFormat.CBOR,
                        Codec.encode(node.answer((MemberRequest) request)));
            }
        }
        return true;
    }
}
