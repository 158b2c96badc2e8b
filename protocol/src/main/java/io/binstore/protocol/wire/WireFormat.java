package io.binstore.protocol.wire;

import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.dataformat.cbor.CBORFactory;

/** The two encodings of the public shapes. */
public enum WireFormat {

    /** JSON is read as UTF-8 only: what looks like UTF-16 is not well formed. */
    JSON("application/json",
            JsonFactory.builder().disable(TokenStreamFactory.Feature.CHARSET_DETECTION).build()),

    /** Spoken by loops, each a thread of its own for good, so buffers are kept by thread. */
    CBOR("application/cbor", CBORFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool()).build());

    private final String mediaType;
    private final TokenStreamFactory factory;

    WireFormat(String mediaType, TokenStreamFactory factory) {
        this.mediaType = mediaType;
        this.factory = factory;
    }

    public String mediaType() {
        return mediaType;
    }

    TokenStreamFactory factory() {
        return factory;
    }
}
