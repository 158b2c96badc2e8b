package io.binstore.protocol.wire;

import io.binstore.protocol.message.Acknowledged;
import io.binstore.protocol.message.ActivateReply;
import io.binstore.protocol.message.ActivateRequest;
import io.binstore.protocol.message.ClockReply;
import io.binstore.protocol.message.ClockRequest;
import io.binstore.protocol.message.DetourRequest;
import io.binstore.protocol.message.DrainRequest;
import io.binstore.protocol.message.EntriesReply;
import io.binstore.protocol.message.EntriesRequest;
import io.binstore.protocol.message.FetchViewReply;
import io.binstore.protocol.message.FetchViewRequest;
import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.message.HealthRequest;
import io.binstore.protocol.message.HintRequest;
import io.binstore.protocol.message.KeeperHealthReply;
import io.binstore.protocol.message.LeaseReply;
import io.binstore.protocol.message.LeaseRequest;
import io.binstore.protocol.message.LeaveRequest;
import io.binstore.protocol.message.MigrateReply;
import io.binstore.protocol.message.MigrateRequest;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.PeerReply;
import io.binstore.protocol.message.PeerRequest;
import io.binstore.protocol.message.ProposeReply;
import io.binstore.protocol.message.ProposeRequest;
import io.binstore.protocol.message.ReadLeaseReply;
import io.binstore.protocol.message.ReadLeaseRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.message.SnapshotReply;
import io.binstore.protocol.message.SnapshotRequest;
import io.binstore.protocol.message.StatePiece;
import io.binstore.protocol.message.StatusReply;
import io.binstore.protocol.message.StatusRequest;
import io.binstore.protocol.message.ViewReply;
import io.binstore.protocol.message.ViewRequest;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import java.util.List;
import java.util.Map;

/** The tag of each alternative of a sealed type: its index here, so that new ones go to the end. */
final class Tags {

    static final Map<Class<?>, List<Class<?>>> OF = Map.of(
            Request.class,
            List.of(OpsRequest.class, ViewRequest.class, HealthRequest.class, HintRequest.class,
                    LeaseRequest.class,
                    ProposeRequest.class, ActivateRequest.class, FetchViewRequest.class,
                    PeerRequest.class,
                    ReadLeaseRequest.class, SnapshotRequest.class, EntriesRequest.class,
                    MigrateRequest.class,
                    StatusRequest.class, ClockRequest.class, LeaveRequest.class,
                    DrainRequest.class, DetourRequest.class),
            Reply.class,
            List.of(OpsReply.class, ViewReply.class, HealthReply.class, KeeperHealthReply.class,
                    Rejected.class,
                    Acknowledged.class, LeaseReply.class, ProposeReply.class, ActivateReply.class,
                    FetchViewReply.class, PeerReply.class, ReadLeaseReply.class,
                    SnapshotReply.class,
                    EntriesReply.class, MigrateReply.class, StatusReply.class, ClockReply.class),
            Mutation.class,
            List.of(Mutation.Set.class, Mutation.ListAppend.class, Mutation.ListRemove.class,
                    Mutation.Clock.class,
                    Mutation.Claim.class, Mutation.Forget.class),
            Operation.class,
            List.of(Mutation.Set.class, Mutation.ListAppend.class, Mutation.ListRemove.class,
                    Mutation.Clock.class,
                    Mutation.Claim.class, Mutation.Forget.class, Read.Get.class, Read.ListGet.class,
                    Read.Keys.class,
                    Read.ListKeys.class),
            Result.class,
            List.of(Result.Done.class, Result.Value.class, Result.Items.class, Result.Removed.class,
                    Result.Keys.class, Result.ClockValue.class, Result.Claimed.class,
                    Result.Refused.class),
            StatePiece.class, List.of(StatePiece.ValuePiece.class, StatePiece.ListPiece.class,
                    StatePiece.SessionPiece.class));

    private Tags() {
    }
}
