package io.binstore.protocol.message;

/** @param highest the highest clock number answered or heard of here, unsigned */
public record ClockReply(long highest) implements Reply {
}
