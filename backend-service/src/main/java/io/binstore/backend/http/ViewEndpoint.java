package io.binstore.backend.http;

import io.binstore.protocol.model.View;
import io.binstore.protocol.wire.Problem;
import io.binstore.protocol.wire.WireFormat;
import java.io.IOException;
import java.util.List;

/** The active view. */
final class ViewEndpoint {

    private final Node node;
    private final ViewDocument.Cache documents = new ViewDocument.Cache();

    ViewEndpoint(Node node) {
        this.node = node;
    }

    void serve(Exchange exchange) throws IOException {
        exchange.call("view");
        if (!exchange.allows(List.of("GET", "HEAD", "OPTIONS"))) {
            return;
        }
        exchange.query(List.of());
        WireFormat format = exchange.answerFormat(WireFormat.JSON);
        View view = node.view();
        if (view == null) {
            throw new ProblemException(Problem.UNAVAILABLE, "this backend has no view yet");
        }
        ViewDocument document = documents.of(view);
        exchange.setHeader("ETag", document.etag());
        exchange.setHeader("Vary", "Accept");
        if (document.isKnown(exchange.header("If-None-Match"))) {
            exchange.notModified();
        } else {
            exchange.answer(format, document.bytes(format));
        }
    }
}
