package io.binstore.protocol.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A record as the array of its components, in the order of their declaration. */
final class RecordShape implements Shape {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final String name;
    private final MethodHandle constructor;
    private final Component[] components;

    RecordShape(Class<?> type) {
        RecordComponent[] declared = type.getRecordComponents();
        name = type.getSimpleName();
        components = Arrays.stream(declared).map(Component::of).toArray(Component[]::new);
        Class<?>[] types =
                Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            constructor = LOOKUP.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no record of the protocol: " + type, e);
        }
    }

    int size() {
        return components.length;
    }

    @Override
    public void write(JsonGenerator out, Object value) {
        out.writeStartArray(value, components.length);
        writeComponents(out, value);
        out.writeEndArray();
    }

    void writeComponents(JsonGenerator out, Object value) {
        for (Component component : components) {
            component.write(out, value);
        }
    }

    @Override
    public Object read(CborReader in) {
        in.beginArray();
        return readComponents(in);
    }

    /** Reads what follows the start of the array, or the tag in it, up to its end. */
    Object readComponents(CborReader in) {
        @Nullable
        Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            in.next();
            values[i] = components[i].read(in);
        }
        in.endArray();
        try {
            return constructor.invokeExact(values);
        } catch (Throwable e) {
            throw new MalformedMessage("no valid " + name, e);
        }
    }

    private record Component(String name, boolean nullable, Shape shape, MethodHandle accessor) {

        static Component of(RecordComponent component) {
            try {
                MethodHandle accessor = LOOKUP.unreflect(component.getAccessor());
                boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
                return new Component(component.getName(), nullable,
                        Shapes.of(component.getGenericType()),
                        accessor.asType(MethodType.methodType(Object.class, Object.class)));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("no record of the protocol: " + component, e);
            }
        }

        void write(JsonGenerator out, Object owner) {
            Object value;
            try {
                value = accessor.invokeExact(owner);
            } catch (Throwable e) {
                throw new IllegalStateException("accessor " + name, e);
            }
            if (value == null && nullable) {
                out.writeNull();
            } else {
                shape.write(out, value);
            }
        }

        @Nullable
        Object read(CborReader in) {
            return nullable && in.isNull() ? null : shape.read(in);
        }
    }
}
