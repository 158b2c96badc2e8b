package io.binstore.protocol.wire;

import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.message.KeeperHealthReply;
import io.binstore.protocol.message.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Finds binstore's details in an actuator health document. What else is there is passed over. */
final class HealthReader {

    private final Map<String, Object> details = new TreeMap<>();
    private String component = "";

    private HealthReader() {
    }

    static Reply read(BodyReader in) {
        HealthReader reader = new HealthReader();
        each(in, (name, value) -> {
            if (name.equals("components")) {
                each(value, reader::readComponent);
            } else {
                value.skip();
            }
        });
        return switch (reader.component) {
            case HealthCodec.BACKEND -> reader.backend();
            case HealthCodec.KEEPER -> reader.keeper();
            default -> throw in.refuse("components", "neither a backend's nor a keeper's");
        };
    }

    private void readComponent(String name, BodyReader in) {
        if (!name.equals(HealthCodec.BACKEND) && !name.equals(HealthCodec.KEEPER)) {
            in.skip();
            return;
        }
        if (!component.isEmpty()) {
            throw in.refuse("a second component of binstore");
        }
        component = name;
        each(in, (field, value) -> {
            if (field.equals("details")) {
                each(value, this::readDetail);
            } else {
                value.skip();
            }
        });
    }

    private void readDetail(String name, BodyReader in) {
        switch (name) {
            case "incarnation", "id" -> details.put(name, Long.parseLong(in.text()));
            case "clusterId" -> details.put(name, in.hex());
            case "state" -> details.put(name,
                    HealthReply.State.valueOf(in.text().toUpperCase(Locale.ROOT)));
            case "lead" -> details.put(name, in.bool());
            case "clock" -> details.put(name, in.unsigned());
            case "epoch", "term", "bytes", "bytesLimit", "orders" ->
                    details.put(name, in.between(0, Long.MAX_VALUE));
            case "index" -> details.put(name, in.integerFrom(0));
            case "partitions" -> each(in,
                    (role, value) -> details.put("partitions." + role, value.integerFrom(0)));
            case "unreachable" -> details.put(name, in.indexes());
            default -> in.skip();
        }
    }

    private HealthReply backend() {
        return new HealthReply(number("incarnation"), number("clusterId"), number("epoch"),
                detail("state", HealthReply.State.class), count("partitions.head"),
                count("partitions.middle"),
                count("partitions.tail"), count("partitions.learner"), number("bytes"),
                number("bytesLimit"),
                number("clock"), orders(), unreachable());
    }

    private KeeperHealthReply keeper() {
        return new KeeperHealthReply(count("index"), number("id"), detail("lead", Boolean.class),
                number("term"),
                number("epoch"));
    }

    private long number(String name) {
        return detail(name, Long.class);
    }

    // A backend of before these two were said has taken no orders, and complains of nobody.

    private long orders() {
        return (long) details.getOrDefault("orders", 0L);
    }

    @SuppressWarnings("unchecked")
    private List<Integer> unreachable() {
        return (List<Integer>) details.getOrDefault("unreachable", List.of());
    }

    private int count(String name) {
        return detail(name, Integer.class);
    }

    private <T> T detail(String name, Class<T> type) {
        Object value = details.get(name);
        if (value == null) {
            throw new MalformedMessage("no health of a " + component + ": no " + name);
        }
        return type.cast(value);
    }

    private static void each(BodyReader in, BiConsumer<String, BodyReader> field) {
        in.beginObject();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            field.accept(name, in);
        }
    }
}
