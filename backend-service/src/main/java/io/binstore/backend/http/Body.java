package io.binstore.backend.http;

import io.binstore.protocol.wire.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads request bodies, never more of them than a limit. */
final class Body {

    private static final int CHUNK_BYTES = 8 << 10;

    private Body() {
    }

    /**
     * @param bytesMax the limit
     * @param permit takes the room that the body needs
     * @throws ProblemException if the body is longer, breaks off, or there is no room
     */
    static byte[] read(HttpServletRequest request, int bytesMax, Admission.Permit permit) {
        long announced = request.getContentLengthLong();
        if (announced > bytesMax) {
            throw tooLarge(bytesMax);
        }
        try {
            return announced >= 0
                    ? readAnnounced(request.getInputStream(), (int) announced, permit)
                    : readChunked(request.getInputStream(), bytesMax, permit);
        } catch (IOException e) {
            throw new ProblemException(Problem.INVALID_REQUEST,
                    "the body broke off, or its framing is malformed");
        }
    }

    private static byte[] readAnnounced(InputStream in, int length, Admission.Permit permit)
            throws IOException {
        permit.reserve(length);
        byte[] body = new byte[length];
        if (in.readNBytes(body, 0, length) < length) {
            throw new IOException("end of stream");
        }
        return body;
    }

    private static byte[] readChunked(InputStream in, int bytesMax, Admission.Permit permit)
            throws IOException {
        byte[] body = new byte[0];
        int length = 0;
        while (true) {
            if (length == body.length) {
                int room = Math.clamp(2L * length, CHUNK_BYTES, bytesMax + 1);
                permit.reserve(room - body.length);
                body = Arrays.copyOf(body, room);
            }
            int count = in.read(body, length, body.length - length);
            if (count < 0) {
                return Arrays.copyOf(body, length);
            }
            length += count;
            if (length > bytesMax) {
                throw tooLarge(bytesMax);
            }
        }
    }

    private static ProblemException tooLarge(int bytesMax) {
        return new ProblemException(Problem.TOO_LARGE,
                "the body has more than " + bytesMax + " bytes");
    }
}
