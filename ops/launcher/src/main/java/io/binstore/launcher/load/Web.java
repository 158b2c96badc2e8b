package io.binstore.launcher.load;

/** Sends plain HTTP requests, as somebody without an SDK would. */
public interface Web {

    /** @param body what came back */
    record Answer(int status, String body) {

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /** What it is called. */
    String name();

    /**
     * Sends one request.
     *
     * @param json the body, or empty for none
     * @throws java.io.UncheckedIOException if there is no answer
     */
    Answer send(String method, String url, String json);
}
