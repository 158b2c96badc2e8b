package io.binstore.protocol.message;

/**
 * @param incarnation the answering backend's
 * @param promisedTerm the highest term promised here: above the proposal's, the lead is deposed
 * @param activeEpoch the epoch active here
 */
public record ProposeReply(boolean accepted, long incarnation, long promisedTerm, long activeEpoch)
        implements
        Reply {
}
