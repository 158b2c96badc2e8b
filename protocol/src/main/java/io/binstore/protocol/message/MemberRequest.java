package io.binstore.protocol.message;

/** A request between processes of a cluster: it names whom it is for, and is refused by anybody else (I10). */
public sealed interface MemberRequest extends BackendRequest
        permits LeaseRequest, ProposeRequest, ActivateRequest,
        FetchViewRequest, PeerRequest, ReadLeaseRequest, SnapshotRequest, EntriesRequest,
        MigrateRequest,
        StatusRequest, ClockRequest, LeaveRequest {

    Addressee to();
}
