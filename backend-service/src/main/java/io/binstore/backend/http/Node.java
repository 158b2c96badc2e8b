package io.binstore.backend.http;

import io.binstore.backend.core.BackendReport;
import io.binstore.protocol.message.MemberRequest;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.model.View;
import io.binstore.protocol.operation.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The backend of this process as servlet threads see it: they block until it answers, its loop
 * never does.
 */
public interface Node {

    /**
     * Carries operations out wherever in the cluster their replicas are, all at once.
     *
     * @param request with identities or, from {@code OpsCodec.ANONYMOUS}, without
     */
    List<Result> execute(OpsRequest request, long deadlineMillis);

    /** Carries operations out here or not at all. */
    OpsReply direct(OpsRequest request);

    /** Answers another process of the cluster. */
    Reply answer(MemberRequest request);

    /** @throws NoAnswer if the backend does not answer soon */
    BackendReport report();

    /** The active view, or null if there is none; asks nobody. */
    @Nullable
    View view();

    /** The loop has not answered in time, or has ended. */
    final class NoAnswer extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public NoAnswer(String message) {
            super(message);
        }
    }
}
