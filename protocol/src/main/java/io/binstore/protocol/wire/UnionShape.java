package io.binstore.protocol.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    public void write(CborWriter out, Object value) {
        Integer tag = tags.get(value.getClass());
        if (tag == null) {
            throw new IllegalStateException(value.getClass() + " has no tag as a " + name);
        }
        RecordShape shape = byTag[tag];
        out.array(shape.size() + 1);
        out.number(tag);
        shape.writeComponents(out, value);
    }

    @Override
    public Object read(CborReader in) {
        int length = in.array();
        int tag = in.smallNumber();
        if (tag < 0 || tag >= byTag.length) {
            throw new MalformedMessage("unknown tag " + tag + " of a " + name);
        }
        RecordShape shape = byTag[tag];
        if (length != shape.size() + 1) {
            throw new MalformedMessage("alternative " + tag + " of a " + name + " has "
                    + (shape.size() + 1) + " elements, not " + length);
        }
        return shape.readComponents(in);
    }
}
