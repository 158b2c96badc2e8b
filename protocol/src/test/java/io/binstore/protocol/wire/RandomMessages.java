package io.binstore.protocol.wire;

import io.binstore.protocol.model.Utf8;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes up a value of any type a message is made of, often an extreme one. */
final class RandomMessages {

    private static final long[] LONGS =
            {0, 1, -1, 23, 24, 255, 256, Integer.MAX_VALUE, Integer.MIN_VALUE,
                    Long.MAX_VALUE, Long.MIN_VALUE};
    private static final int[] INTS =
            {0, 1, -1, 23, 24, 65_535, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final String[] TEXTS =
            {"", "k", "a/b%2F..;", "\u0000\u001f\"\\", "é", "€", "😀", "\uffff",
                    "x".repeat(23), "x".repeat(24), "y".repeat(300), "日本".repeat(3_000)};

    private final RandomGenerator random;

    RandomMessages(RandomGenerator random) {
        this.random = random;
    }

    <T> T next(Class<T> type) {
        return type.cast(any(type));
    }

    /** The records that a sealed type stands for. */
    static List<Class<?>> alternatives(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(each -> alternatives(each).stream()).toList()
                : List.of(type);
    }

    Utf8 utf8() {
        return Utf8.of(text());
    }

    private Object any(Type type) {
        if (type == long.class || type == Long.class) {
            return random.nextBoolean() ? random.nextLong() : LONGS[random.nextInt(LONGS.length)];
        }
        if (type == int.class || type == Integer.class) {
            return random.nextBoolean() ? random.nextInt() : INTS[random.nextInt(INTS.length)];
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type == String.class) {
            return text();
        }
        if (type == Utf8.class) {
            return utf8();
        }
        if (type instanceof ParameterizedType list) {
            return list(list.getActualTypeArguments()[0]);
        }
        Class<?> declared = (Class<?>) type;
        if (declared.isEnum()) {
            return declared.getEnumConstants()[random.nextInt(declared.getEnumConstants().length)];
        }
        List<Class<?>> records = alternatives(declared);
        return record(records.get(random.nextInt(records.size())));
    }

    private List<Object> list(Type element) {
        List<Object> list = new ArrayList<>();
        int size = random.nextInt(20) == 0 ? 30 : random.nextInt(4);
        for (int i = 0; i < size; i++) {
            list.add(any(element));
        }
        return list;
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            boolean absent = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class)
                    && random.nextBoolean();
            values[i] = absent ? null : any(components[i].getGenericType());
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }

    private String text() {
        return TEXTS[random.nextInt(random.nextInt(10) == 0 ? TEXTS.length : TEXTS.length - 1)];
    }
}
