package io.binstore.protocol.message;

import java.util.List;

/** The lead's orders to a learner; repeating them changes nothing. */
public record MigrateRequest(Addressee to, long term, long epoch, List<Order> orders)
        implements MemberRequest {

    public MigrateRequest {
        orders = List.copyOf(orders);
    }

    /**
     * Fill the addressee for this partition.
     *
     * @param source the index of the member to pull from, the chain's tail
     * @param epoch the epoch in which the order was first given; with the term it names the order
     */
    public record Order(int partition, int source, long epoch, long term) {
    }
}
