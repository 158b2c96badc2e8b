package io.binstore.protocol.wire;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.model.View;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The shape of every type that a message is made of, found from its declaration. */
final class Shapes {

    private static final Shape LONG =
            leaf(CborReader::number, (out, value) -> out.number((long) value));
    private static final Shape INT =
            leaf(CborReader::smallNumber, (out, value) -> out.number((int) value));
    private static final Map<Type, Shape> LEAVES = Map.of(
            long.class, LONG, Long.class, LONG, int.class, INT, Integer.class, INT,
            boolean.class, leaf(CborReader::bool, (out, value) -> out.bool((boolean) value)),
            String.class, leaf(CborReader::text,
                    (out, value) -> out.bytes(((String) value).getBytes(StandardCharsets.UTF_8))),
            Utf8.class, leaf(CborReader::utf8, (out, value) -> out.bytes(((Utf8) value).bytes())));

    private static final Map<Type, Shape> BUILT = new ConcurrentHashMap<>();

    private Shapes() {
    }

    /** The shape of a type; the types of the protocol do not contain themselves. */
    static Shape of(Type type) {
        Shape leaf = LEAVES.get(type);
        if (leaf != null) {
            return leaf;
        }
        Shape known = BUILT.get(type);
        if (known == null) {
            known = build(type);
            BUILT.put(type, known);
        }
        return known;
    }

    private static Shape build(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return listOf(of(list.getActualTypeArguments()[0]));
        }
        if (type instanceof Class<?> union && Tags.OF.containsKey(union)) {
            return new UnionShape(union, Tags.OF.get(union));
        }
        if (type == View.class) {
            return new RememberedShape(record(View.class));
        }
        if (type instanceof Class<?> record && record.isRecord()) {
            return record(record);
        }
        if (type instanceof Class<?> constants && constants.isEnum()) {
            return oneOf(constants.getEnumConstants());
        }
        throw new IllegalStateException("a message cannot carry a " + type);
    }

    private static Shape listOf(Shape element) {
        return leaf(in -> readList(in, element),
                (out, value) -> writeList(out, element, (List<?>) value));
    }

    @SuppressWarnings("unchecked") // the elements are what their shape reads
    static <T> List<T> readList(CborReader in, Shape element) {
        int length = in.array();
        List<Object> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            list.add(element.read(in));
        }
        return (List<T>) list;
    }

    static void writeList(CborWriter out, Shape element, List<?> list) {
        out.array(list.size());
        if (list instanceof RandomAccess) {
            for (int i = 0; i < list.size(); i++) {
                element.write(out, list.get(i));
            }
        } else {
            for (Object each : list) {
                element.write(out, each);
            }
        }
    }

    static RecordShape record(Class<?> type) {
        RecordShape written = WrittenShapes.of(type);
        return written == null ? new ReflectedShape(type) : written;
    }

    /** A constant as its place in the declaration, which must therefore not change. */
    private static Shape oneOf(Object[] constants) {
        return leaf(in -> {
            int ordinal = in.smallNumber();
            if (ordinal < 0 || ordinal >= constants.length) {
                throw new MalformedMessage(
                        "no " + constants[0].getClass().getSimpleName() + " number " + ordinal);
            }
            return constants[ordinal];
        }, (out, value) -> out.number(((Enum<?>) value).ordinal()));
    }

    private static Shape leaf(Function<CborReader, Object> reader,
            BiConsumer<CborWriter, Object> writer) {
        return new Shape() {
            @Override
            public void write(CborWriter out, Object value) {
                writer.accept(out, value);
            }

            @Override
            public Object read(CborReader in) {
                return reader.apply(in);
            }
        };
    }
}
