package io.binstore.backend.http;

import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.wire.OpsCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Gives identities to calls that come without and are not passed on; confined to the loop. */
final class DirectIdentities {

    private final ClientId client;
    private final TreeSet<Long> open = new TreeSet<>();
    private long last;

    DirectIdentities(ClientId client) {
        this.client = client;
    }

    OpsRequest identify(OpsRequest request) {
        if (!request.client().equals(OpsCodec.ANONYMOUS)) {
            return request;
        }
        List<Call> calls = new ArrayList<>(request.calls().size());
        for (Call call : request.calls()) {
            if (call.operation() instanceof Mutation) {
                open.add(++last);
                calls.add(new Call(last, call.operation()));
            } else {
                calls.add(call);
            }
        }
        return new OpsRequest(client, open.isEmpty() ? last + 1 : open.first(),
                request.waitMillis(), calls);
    }

    /** These calls have their answers; they are never repeated. */
    void answered(OpsRequest request) {
        if (request.client().equals(client)) {
            request.calls().forEach(call -> open.remove(call.sequence()));
        }
    }
}
