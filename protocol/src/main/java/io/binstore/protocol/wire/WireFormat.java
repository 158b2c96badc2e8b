package io.binstore.protocol.wire;

/** The two encodings of the public shapes. */
public enum WireFormat {

    JSON("application/json"), CBOR("application/cbor");

    private final String mediaType;

    WireFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }
}
