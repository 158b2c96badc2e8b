package io.binstore.protocol.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The shape of any record, found from its declaration. */
final class ReflectedShape extends RecordShape {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final MethodHandle constructor;
    private final Component[] components;

    ReflectedShape(Class<?> type) {
        super(type, type.getRecordComponents().length);
        RecordComponent[] declared = type.getRecordComponents();
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

    @Override
    void writeComponents(CborWriter out, Object value) {
        for (Component component : components) {
            component.write(out, value);
        }
    }

    @Override
    Object construct(CborReader in) {
        @Nullable
        Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].read(in);
        }
        try {
            return constructor.invokeExact(values);
        } catch (Throwable e) {
            throw invalid(e);
        }
    }

    private record Component(String name, boolean nullable, Shape shape, MethodHandle accessor,
            boolean number) {

        static Component of(RecordComponent component) {
            try {
                MethodHandle accessor = LOOKUP.unreflect(component.getAccessor());
                boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
                boolean number =
                        component.getType() == long.class || component.getType() == int.class;
                return new Component(component.getName(), nullable,
                        Shapes.of(component.getGenericType()),
                        accessor.asType(MethodType.methodType(
                                number ? long.class : Object.class, Object.class)),
                        number);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("no record of the protocol: " + component, e);
            }
        }

        void write(CborWriter out, Object owner) {
            try {
                if (number) {
                    // Most components are; nothing is boxed for them.
                    out.number((long) accessor.invokeExact(owner));
                    return;
                }
                Object value = accessor.invokeExact(owner);
                if (value == null && nullable) {
                    out.nothing();
                } else {
                    shape.write(out, value);
                }
            } catch (RuntimeException e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("accessor " + name, e);
            }
        }

        @Nullable
        Object read(CborReader in) {
            return nullable && in.nothing() ? null : shape.read(in);
        }
    }
}
