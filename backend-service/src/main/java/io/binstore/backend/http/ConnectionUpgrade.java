package io.binstore.backend.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Takes connections of SDKs and peers, that ask for it, out of the container. */
public interface ConnectionUpgrade {

    /** Whether this request asks for it and may have it. */
    boolean applies(HttpServletRequest request);

    /** Answers 101; the request itself is answered by whom the connection belongs to from then on. */
    void upgrade(HttpServletRequest request, HttpServletResponse response, byte[] body)
            throws IOException;
}
