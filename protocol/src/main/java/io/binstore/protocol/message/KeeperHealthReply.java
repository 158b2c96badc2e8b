package io.binstore.protocol.message;

/** A keeper's health. @param id the non-zero id it drew at its start */
public record KeeperHealthReply(int index, long id, boolean lead, long term, long epoch)
        implements Reply {
}
