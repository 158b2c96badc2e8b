package io.binstore.launcher.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A service's fat jar unpacked, and a cache of the classes that it loads, as they are once loaded and linked: a start that
 * uses it takes less than half of the processor. The cache belongs to one jar and one JDK; where the options of the JVM do
 * not fit it the JVM goes without.
 *
 * @param jar what is run instead of the fat jar
 */
public record Prepared(Path jar, Path cache) {

    /** With this a JVM writes its cache as it ends. */
    static final String RECORD = "-XX:AOTCacheOutput=";
    private static final String FOLDER = "prepared";
    private static final String MARK = "made-of";
    private static final int CHUNK_BYTES = 1 << 16;

    /** Where a service is prepared. */
    static Prepared place(Installation installation, Kind kind) {
        Path folder = installation.jar(kind).resolveSibling(FOLDER);
        return new Prepared(folder.resolve(kind.module() + ".jar"),
                folder.resolve(kind.module() + ".aot"));
    }

    /** What is prepared for the jar and the JDK as they are now, or null. */
    public static @Nullable Prepared find(Installation installation, Kind kind) {
        Prepared place = place(installation, kind);
        try {
            boolean fits = Files.exists(place.jar) && Files.exists(place.cache)
                    && Files.exists(place.mark())
                    && Files.readString(place.mark()).equals(origin(installation, kind));
            return fits ? place : null;
        } catch (IOException e) {
            return null;
        }
    }

    private Path mark() {
        return jar.resolveSibling(MARK);
    }

    /** Says that all of it is there. */
    void complete(Installation installation, Kind kind) throws IOException {
        Files.writeString(mark(), origin(installation, kind));
    }

    void clear() throws IOException {
        Path folder = jar.getParent();
        if (folder != null) {
            delete(folder);
        }
    }

    /** Deletes a folder with all that is in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The options and the jar that a process is run with. */
    List<String> command() {
        return List.of(useCache(), "-jar", jar.toString());
    }

    /** The same with another main class. */
    List<String> command(String main) {
        return List.of(useCache(), "-cp", jar.toString(), main);
    }

    private String useCache() {
        return "-XX:AOTCache=" + cache;
    }

    /** Which jar and which JDK: a jar's date says nothing, since builds are reproducible. */
    private static String origin(Installation installation, Kind kind) throws IOException {
        CRC32C sum = new CRC32C();
        Path fat = installation.jar(kind);
        try (InputStream in = Files.newInputStream(fat)) {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                sum.update(chunk, 0, read);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return Files.size(fat) + " " + Long.toHexString(sum.getValue()) + " "
                + installation.java().toRealPath() + " " + Runtime.version() + "\n";
    }
}
