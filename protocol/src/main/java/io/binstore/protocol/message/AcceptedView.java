package io.binstore.protocol.message;

import io.binstore.protocol.model.View;
import java.util.List;

/**
 * What an acceptor accepted last.
 *
 * @param term under which term
 * @param acceptors the incarnations of the view before, whose votes choose this one
 */
public record AcceptedView(View view, long term, List<Long> acceptors) {

    public AcceptedView {
        acceptors = List.copyOf(acceptors);
    }
}
