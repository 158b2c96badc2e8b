package io.binstore.protocol.wire;

import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.cbor.CBORFactory;

/** The two encodings of the public shapes. */
public enum WireFormat {

    /** JSON is read as UTF-8 only: what looks like UTF-16 is not well formed. */
    JSON("application/json",
            JsonFactory.builder().disable(TokenStreamFactory.Feature.CHARSET_DETECTION).build()),

    CBOR("application/cbor", new CBORFactory());

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
