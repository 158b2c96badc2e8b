package io.binstore.protocol.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** One of several records: the array of a tag and the record's components. */
final class UnionShape implements Shape {

    private final String name;
    private final RecordShape[] byTag;
    private final Map<Class<?>, Integer> tags = new HashMap<>();

    /** @param records in the order of their tags, which are their indexes */
    UnionShape(Class<?> type, List<Class<?>> records) {
        name = type.getSimpleName();
        byTag = records.stream().map(RecordShape::new).toArray(RecordShape[]::new);
        for (Class<?> each : records) {
            tags.put(each, tags.size());
        }
    }

    @Override
    public void write(JsonGenerator out, Object value) {
        Integer tag = tags.get(value.getClass());
        if (tag == null) {
            throw new IllegalStateException(value.getClass() + " has no tag as a " + name);
        }
        RecordShape shape = byTag[tag];
        out.writeStartArray(value, shape.size() + 1);
        out.writeNumber(tag.intValue());
        shape.writeComponents(out, value);
        out.writeEndArray();
    }

    @Override
    public Object read(CborReader in) {
        in.beginArray();
        in.next();
        int tag = in.intValue();
        if (tag < 0 || tag >= byTag.length) {
            throw new MalformedMessage("unknown tag " + tag + " of a " + name);
        }
        return byTag[tag].readComponents(in);
    }
}
