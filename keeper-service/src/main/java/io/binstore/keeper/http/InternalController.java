package io.binstore.keeper.http;

import io.binstore.keeper.node.KeeperNode;
import io.binstore.protocol.message.KeeperRequest;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.wire.Codec;
import io.binstore.protocol.wire.HttpBinding;
import io.binstore.protocol.wire.Problem;
import io.binstore.protocol.wire.Routes;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Messages that other processes of the cluster have for a keeper. */
@RestController
class InternalController {

    private static final String CBOR = "application/cbor";
    /** An address and little else. */
    private static final int BODY_BYTES_MAX = 64 << 10;

    private final KeeperNode node;

    InternalController(KeeperNode node) {
        this.node = node;
    }

    @PostMapping(path = Routes.INTERNAL + "{name}", consumes = CBOR, produces = CBOR)
    byte[] answer(@PathVariable String name, InputStream body) throws IOException {
        Class<? extends Request> type = Routes.internal(name);
        if (type == null || !KeeperRequest.class.isAssignableFrom(type)) {
            throw new ProblemException(Problem.NO_SUCH_ENDPOINT, "keepers know no message " + name);
        }
        byte[] bytes = body.readNBytes(BODY_BYTES_MAX + 1);
        if (bytes.length > BODY_BYTES_MAX) {
            throw new ProblemException(Problem.TOO_LARGE,
                    "the body is above " + BODY_BYTES_MAX + " bytes");
        }
        return Codec.encode(node.answer(HttpBinding.internalRequest(name, bytes)));
    }
}
