package io.binstore.protocol.wire;

import java.util.List;

/** One of several records: the array of a tag and the record's components. */
final class UnionShape implements Shape {

    private final String name;
    private final RecordShape[] byTag;
    private final Class<?>[] types;

    /** @param records in the order of their tags, which are their indexes */
    UnionShape(Class<?> type, List<Class<?>> records) {
        name = type.getSimpleName();
        byTag = records.stream().map(Shapes::record).toArray(RecordShape[]::new);
        types = records.toArray(Class<?>[]::new);
    }

    @Override
    public void write(CborWriter out, Object value) {
        int tag = tagOf(value.getClass());
        RecordShape shape = byTag[tag];
        out.array(shape.size() + 1);
        out.number(tag);
        shape.writeComponents(out, value);
    }

    /** The usual ones come first, so this is done soon. */
    private int tagOf(Class<?> type) {
        for (int tag = 0; tag < types.length; tag++) {
            if (types[tag] == type) {
                return tag;
            }
        }
        throw new IllegalStateException(type + " has no tag as a " + name);
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
