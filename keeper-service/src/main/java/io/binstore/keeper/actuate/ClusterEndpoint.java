package io.binstore.keeper.actuate;

import io.binstore.keeper.core.PartitionReport;
import io.binstore.keeper.http.ProblemException;
import io.binstore.keeper.node.KeeperNode;
import io.binstore.protocol.runtime.Ticker;
import io.binstore.protocol.wire.Problem;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** The cluster as this keeper knows it; {@code /actuator/cluster} and what is below it. */
@Endpoint(id = "cluster")
public final class ClusterEndpoint {

    private static final String EVENTS = "events";
    private static final String PARTITIONS = "partitions";
    /** All such numbers fit a long. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final KeeperNode node;
    private final Ticker ticker;
    private final ClusterDocuments documents;

    /** @param ticker the keeper's own */
    public ClusterEndpoint(KeeperNode node, Ticker ticker, InstantSource clock) {
        this.node = node;
        this.ticker = ticker;
        this.documents = new ClusterDocuments(new WallClock(clock));
    }

    @ReadOperation
    public Object cluster() {
        return documents.cluster(node.report());
    }

    @ReadOperation
    public Object part(@Selector String part, @Nullable String after) {
        if (!part.equals(EVENTS)) {
            throw nothing(
                    "cluster has no part '" + part + "'; there are events and partitions/{number}");
        }
        return documents.events(node.report(), after == null ? 0 : number("after", after));
    }

    @ReadOperation
    public Object item(@Selector String part, @Selector String item) {
        if (!part.equals(PARTITIONS)) {
            throw nothing("cluster has no part '" + part + "/" + item
                    + "'; there are events and partitions/{number}");
        }
        long number = number("partition", item);
        PartitionReport report = number <= Integer.MAX_VALUE ? node.partition((int) number) : null;
        if (report == null) {
            throw nothing("there is no partition " + number + ", or no view yet");
        }
        return documents.partition(report, ticker.nanos());
    }

    private static long number(String field, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw ProblemException.invalid(field,
                    "must be a whole number from 0, of at most 18 digits");
        }
        return Long.parseLong(text);
    }

    private static ProblemException nothing(String detail) {
        return new ProblemException(Problem.NO_SUCH_ENDPOINT, detail);
    }
}
