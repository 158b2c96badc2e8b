package io.binstore.protocol.wire;

import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.model.ClientId;
import java.util.ArrayList;
import java.util.List;

/** Reads a batch of operations and checks what no single field can show. */
final class OpsRequestReader {

    private static final int OPS = 1;
    private static final int CLIENT = 1 << 1;
    private static final int LOWEST = 1 << 2;
    private static final int WAIT_MILLIS = 1 << 3;

    private final List<Call> calls = new ArrayList<>();
    private ClientId client = OpsCodec.ANONYMOUS;
    private long lowest;
    private long waitMillis;
    private int seen;

    private OpsRequestReader() {
    }

    static OpsRequest read(BodyReader in) {
        return new OpsRequestReader().request(in);
    }

    private OpsRequest request(BodyReader in) {
        in.beginObject();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            readField(in, name);
        }
        if ((seen & OPS) == 0) {
            throw in.refuse("ops", "missing");
        }
        boolean identified = (seen & CLIENT) != 0;
        if (identified != ((seen & LOWEST) != 0)) {
            throw in.refuse(identified ? "lowest" : "client", "missing");
        }
        OpsRequest request = new OpsRequest(client, lowest, waitMillis, calls);
        OpsRules.checkIdentities(request);
        return request;
    }

    private void readField(BodyReader in, String name) {
        switch (name) {
            case "ops" -> {
                seen = in.once(seen, OPS);
                readCalls(in);
            }
            case "client" -> {
                seen = in.once(seen, CLIENT);
                long[] id = in.hexPair();
                client = new ClientId(id[0], id[1]);
                if (client.equals(OpsCodec.ANONYMOUS)) {
                    throw in.refuse("must not be 0");
                }
            }
            case "lowest" -> {
                seen = in.once(seen, LOWEST);
                lowest = in.between(0, Long.MAX_VALUE);
            }
            case "waitMillis" -> {
                seen = in.once(seen, WAIT_MILLIS);
                waitMillis = in.between(0, Long.MAX_VALUE);
            }
            default -> throw in.unknown();
        }
    }

    private void readCalls(BodyReader in) {
        in.beginArray();
        while (in.nextElement()) {
            if (calls.size() == OpsRequest.CALLS_MAX) {
                throw OpsRules.tooMany();
            }
            OpFields fields = OpFields.read(in);
            OpKind kind = fields.kind;
            if (kind == null) {
                throw in.refuse("op", "missing");
            }
            calls.add(new Call(fields.sequence, kind.build(fields, in)));
        }
    }
}
