package io.binstore.launcher.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is on this machine to run a cluster with.
 *
 * @param home the folder of the project
 * @param java the program that runs jars
 */
public record Installation(Path home, Path java) {

    private static final String HOME = "binstore.home";

    /** The project that the property {@code binstore.home} names, or that the working directory is in; this JVM's Java. */
    public static Installation find() {
        String given = System.getProperty(HOME);
        Path home = given == null ? around(Path.of("").toAbsolutePath())
                : Path.of(given).toAbsolutePath();
        if (home == null) {
            throw new Trouble(
                    "this is no folder of binstore; start ops/binstore, or name the folder by -D"
                            + HOME);
        }
        return new Installation(home, Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    private static @Nullable Path around(Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("ops/binstore"))) {
                return at;
            }
        }
        return null;
    }

    /** The fat jar of a service. */
    Path jar(Kind kind) {
        Path jar = home.resolve(kind.module()).resolve("target").resolve(kind.module() + ".jar");
        if (!Files.exists(jar)) {
            throw new Trouble(jar + " is missing; build it with: mvn -DskipTests package");
        }
        return jar;
    }
}
