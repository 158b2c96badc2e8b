package io.binstore.bed.host;

import io.binstore.launcher.cluster.Installation;
import io.binstore.launcher.cluster.Trouble;
import io.binstore.simulation.wound.Wound;
import io.binstore.simulation.wound.WoundBook;
import io.binstore.simulation.wound.WoundedClasses;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** Copies of the fat jars with a planted bug in them: a bed that finds nothing in these proves nothing. */
public final class WoundedHome {

    private static final List<String> MODULES = List.of("backend-service", "keeper-service");

    private WoundedHome() {
    }

    /**
     * Makes an installation with a bug of the simulator's catalogue.
     *
     * @param wounded where it goes
     */
    public static Installation plant(Installation sound, String name, Path wounded)
            throws IOException {
        Wound wound = WoundBook.wounds().stream().filter(each -> each.name().equals(name))
                .findFirst().orElseThrow(() -> new IllegalArgumentException(
                        "there is no planted bug '" + name + "'; ops/simulate wounds lists them"));
        Map<String, byte[]> classes = WoundedClasses.of(sound.home(), wound);
        for (String module : MODULES) {
            Path jar = Path.of(module, "target", module + ".jar");
            Path copy = wounded.resolve(jar);
            Files.createDirectories(copy.getParent());
            Files.copy(sound.home().resolve(jar), copy, StandardCopyOption.REPLACE_EXISTING);
            String root = "io.binstore." + module.substring(0, module.indexOf('-')) + ".";
            try (FileSystem inside = FileSystems.newFileSystem(copy)) {
                for (Map.Entry<String, byte[]> each : classes.entrySet()) {
                    if (each.getKey().startsWith(root)) {
                        Files.write(inside.getPath("BOOT-INF", "classes",
                                each.getKey().replace('.', '/') + ".class"), each.getValue());
                    }
                }
            }
        }
        if (classes.keySet().stream().noneMatch(each -> MODULES.stream().anyMatch(module -> each
                .startsWith("io.binstore." + module.substring(0, module.indexOf('-')) + ".")))) {
            throw new Trouble("'" + name + "' is a bug of the client, which has no jar of its own");
        }
        return new Installation(wounded, sound.java());
    }
}
