package io.binstore.protocol.message;

/** Heard; there is nothing else to say. */
public record Acknowledged() implements Reply {
}
