package io.binstore.protocol.message;

/** What a node answers. */
public sealed interface Reply
        permits OpsReply, ViewReply, LeaseReply, ProposeReply, ActivateReply, FetchViewReply,
        PeerReply, ReadLeaseReply, SnapshotReply, EntriesReply, MigrateReply, StatusReply,
        ClockReply, HealthReply, KeeperHealthReply, Acknowledged, Rejected {
}
