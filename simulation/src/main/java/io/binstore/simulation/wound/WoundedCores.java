package io.binstore.simulation.wound;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A world of its own for one wound: all classes of ours anew, the wounded ones from memory, the rest from the class path.
 *
 * <p>
 * So the wound reaches everything that runs in here, and nothing outside; the cores need no switch for it.
 */
final class WoundedCores extends ClassLoader {

    private static final String OURS = "io.binstore.";

    private final Map<String, byte[]> wounded;

    static {
        registerAsParallelCapable();
    }

    WoundedCores(Map<String, byte[]> wounded) {
        super(WoundedCores.class.getClassLoader());
        this.wounded = Map.copyOf(wounded);
    }

    /** Runs a seed in here and says what the judges found, or null. */
    @SuppressWarnings("unchecked")
    LongFunction<@Nullable String> patient() {
        try {
            return (LongFunction<@Nullable String>) loadClass(Patient.class.getName())
                    .getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? findClass(name) : known;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = wounded.get(name);
        byte[] found = bytes == null ? fromClassPath(name) : bytes;
        return defineClass(name, found, 0, found.length);
    }

    private byte[] fromClassPath(String name) throws ClassNotFoundException {
        String resource = name.replace('.', '/') + ".class";
        try (InputStream in = getParent().getResourceAsStream(resource)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
