package io.binstore.protocol.wire;

import io.binstore.protocol.model.Utf8;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/** The shape of every type that a message is made of, found from its declaration. */
final class Shapes {

    private static final Map<Type, Shape> LEAVES = Map.of(
            long.class, leaf(CborReader::longValue, (out, value) -> out.writeNumber((long) value)),
            Long.class, leaf(CborReader::longValue, (out, value) -> out.writeNumber((long) value)),
            int.class, leaf(CborReader::intValue, (out, value) -> out.writeNumber((int) value)),
            Integer.class, leaf(CborReader::intValue, (out, value) -> out.writeNumber((int) value)),
            boolean.class,
            leaf(CborReader::booleanValue, (out, value) -> out.writeBoolean((boolean) value)),
            String.class, leaf(CborReader::text,
                    (out, value) -> out
                            .writeBinary(((String) value).getBytes(StandardCharsets.UTF_8))),
            Utf8.class,
            leaf(CborReader::utf8, (out, value) -> out.writeBinary(((Utf8) value).bytes())));

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
        if (type instanceof Class<?> record && record.isRecord()) {
            return new RecordShape(record);
        }
        if (type instanceof Class<?> constants && constants.isEnum()) {
            return oneOf(constants.getEnumConstants());
        }
        throw new IllegalStateException("a message cannot carry a " + type);
    }

    private static Shape listOf(Shape element) {
        return leaf(in -> {
            in.beginArray();
            // What the sender says of the length is not believed: memory grows only with what
            // really comes.
            List<Object> list = new ArrayList<>();
            while (in.nextElement()) {
                list.add(element.read(in));
            }
            return list;
        }, (out, value) -> {
            List<?> list = (List<?>) value;
            out.writeStartArray(list, list.size());
            for (int i = 0; i < list.size(); i++) {
                element.write(out, list.get(i));
            }
            out.writeEndArray();
        });
    }

    /** A constant as its place in the declaration, which must therefore not change. */
    private static Shape oneOf(Object[] constants) {
        return leaf(in -> {
            int ordinal = in.intValue();
            if (ordinal < 0 || ordinal >= constants.length) {
                throw new MalformedMessage(
                        "no " + constants[0].getClass().getSimpleName() + " number " + ordinal);
            }
            return constants[ordinal];
        }, (out, value) -> out.writeNumber(((Enum<?>) value).ordinal()));
    }

    private static Shape leaf(Function<CborReader, Object> reader,
            BiConsumer<JsonGenerator, Object> writer) {
        return new Shape() {
            @Override
            public void write(JsonGenerator out, Object value) {
                writer.accept(out, value);
            }

            @Override
            public Object read(CborReader in) {
                return reader.apply(in);
            }
        };
    }
}
