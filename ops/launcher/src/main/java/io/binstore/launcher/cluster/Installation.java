package io.binstore.launcher.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is on this machine to run a cluster with.
 *
 * @param home the folder of the project
 * @param java the program that runs jars
 */
public record Installation(Path home, Path java) {

    private static final String PACKED = "io.binstore.backend.PackedBackends";
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

    /** How a service is run: prepared if it is, else from its fat jar. */
    List<String> command(Kind kind, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(options);
        if (options.stream().anyMatch(each -> each.startsWith(Prepared.RECORD))) {
            command.addAll(List.of("-jar", Prepared.place(this, kind).jar().toString()));
        } else {
            Prepared prepared = Prepared.find(this, kind);
            command.addAll(prepared == null ? List.of("-jar", jar(kind).toString())
                    : prepared.command());
        }
        return command;
    }

    /** How a JVM is run that holds many backends: its main class is another one than the jar's. */
    List<String> packedCommand(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(options);
        Prepared prepared = Prepared.find(this, Kind.BACKEND);
        command.addAll(prepared == null
                ? List.of("-cp", jar(Kind.BACKEND).toString(), "-Dloader.main=" + PACKED,
                        "-Dloader.path=",
                        "org.springframework.boot.loader.launch.PropertiesLauncher")
                : prepared.command(PACKED));
        return command;
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
