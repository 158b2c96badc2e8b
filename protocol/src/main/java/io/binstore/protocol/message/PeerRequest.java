package io.binstore.protocol.message;

import io.binstore.protocol.model.Member;
import java.util.List;

/** All that has collected for one peer while the request before was under way. */
public record PeerRequest(Addressee to, Member from, List<Append> appends, List<Commit> commits)
        implements
        MemberRequest {

    public PeerRequest {
        appends = List.copyOf(appends);
        commits = List.copyOf(commits);
    }
}
