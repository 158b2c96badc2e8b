package io.binstore.backend.http;

import io.binstore.protocol.message.MemberRequest;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.model.View;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The backend of this process as its own loop sees it: called there, answers there, never blocks. */
public interface DirectNode {

    /** Carries operations out here or not at all. */
    void direct(OpsRequest request, Consumer<OpsReply> then);

    /** Carries operations out wherever in the cluster their replicas are, for as long as the request may wait. */
    void execute(OpsRequest request, Consumer<OpsReply> then);

    /** Answers another process of the cluster. */
    void answer(MemberRequest request, Consumer<Reply> then);

    /** The active view, or null if there is none. */
    @Nullable
    View view();
}
