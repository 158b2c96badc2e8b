package io.binstore.simulation.wound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sources of the cores in the repository, and how a wound changes them. */
public final class CoreSources {

    private static final Map<String, String> MODULES =
            Map.of("backend", "backend-service", "keeper", "keeper-service", "client", "client-sdk",
                    "protocol", "protocol");

    private final Path root;

    /** @param root the directory of the repository */
    public CoreSources(Path root) {
        this.root = root;
    }

    /** Looks for the repository around a directory. */
    public static CoreSources around(Path directory) {
        for (Path each = directory.toAbsolutePath(); each != null; each = each.getParent()) {
            if (Files.isDirectory(each.resolve("backend-service/src/main/java"))) {
                return new CoreSources(each);
            }
        }
        throw new IllegalArgumentException(directory + " is in no repository with the sources");
    }

    /** The changed sources by class. */
    public Map<String, String> wounded(Wound wound) {
        Map<String, String> wounded = new LinkedHashMap<>();
        for (Wound.Cut cut : wound.cuts()) {
            String source = wounded.computeIfAbsent(cut.className(), this::source);
            wounded.put(cut.className(), cut(wound, cut, source));
        }
        return wounded;
    }

    private String source(String className) {
        String module = MODULES.get(className.split("\\.")[2]);
        Path file = root.resolve(
                module + "/src/main/java/" + className.replace('.', '/') + ".java");
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String cut(Wound wound, Wound.Cut cut, String source) {
        List<String> lines = new ArrayList<>(source.lines().toList());
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i + cut.without().size() <= lines.size(); i++) {
            List<String> here = lines.subList(i, i + cut.without().size());
            if (here.stream().map(String::strip).toList().equals(cut.without())) {
                places.add(i);
            }
        }
        if (places.size() != 1) {
            throw new IllegalStateException("\"" + wound + "\" fits " + places.size()
                    + " places of " + cut.className() + ": " + cut.without());
        }
        int place = places.get(0);
        lines.subList(place, place + cut.without().size()).clear();
        lines.addAll(place, cut.with());
        return String.join("\n", lines);
    }
}
