package io.binstore.protocol.wire;

import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.message.KeeperHealthReply;
import io.binstore.protocol.message.Reply;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The details that backends and keepers publish under {@code /actuator/health}, in both directions.
 *
 * <p>
 * Incarnations and ids are strings of digits: many readers of JSON keep only 53 bits of a number.
 */
public final class HealthCodec {

    /** The name of a backend's health component. */
    public static final String BACKEND = "binstore";

    /** The name of a keeper's health component. */
    public static final String KEEPER = "keeper";

    private HealthCodec() {
    }

    /** What a backend's health component publishes. */
    public static Map<String, Object> details(HealthReply health) {
        Map<String, Object> partitions = new LinkedHashMap<>();
        partitions.put("head", health.heads());
        partitions.put("middle", health.middles());
        partitions.put("tail", health.tails());
        partitions.put("learner", health.learners());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("incarnation", Long.toString(health.incarnation()));
        details.put("clusterId", Hex.of(health.cluster()));
        details.put("epoch", health.epoch());
        details.put("state", Problem.kebab(health.state()));
        details.put("partitions", partitions);
        details.put("bytes", health.bytes());
        details.put("bytesLimit", health.bytesLimit());
        details.put("clock", new BigInteger(Long.toUnsignedString(health.clock())));
        details.put("orders", health.orders());
        details.put("unreachable", health.unreachable());
        return details;
    }

    /** What a keeper's health component publishes. */
    public static Map<String, Object> details(KeeperHealthReply health) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("index", health.index());
        details.put("id", Long.toString(health.id()));
        details.put("lead", health.lead());
        details.put("term", health.term());
        details.put("epoch", health.epoch());
        return details;
    }

    /**
     * Reads the health of a backend or a keeper, whichever the body is.
     *
     * @return a {@link HealthReply} or a {@link KeeperHealthReply}
     * @throws MalformedMessage if the body is neither
     */
    public static Reply decode(byte[] body) {
        return BodyReader.trusting("health of a backend or keeper",
                () -> BodyReader.read(body, WireFormat.JSON, HealthReader::read));
    }
}
