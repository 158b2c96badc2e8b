package io.binstore.simulation.wound;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads wounds from resources that look like this, for each wound; blank lines and such that begin with two slashes say
 * nothing:
 *
 * <pre>
 * = name
 * rule what the protocol says
 * in   class, without io.binstore.
 * - lines as they are
 * + lines as they are in the wounded core
 * </pre>
 */
public final class WoundBook {

    private static final List<String> PAGES = List.of("backend", "keeper", "client");

    private final List<Wound> wounds = new ArrayList<>();
    private @Nullable String name;
    private String rule = "";
    private String className = "";
    private final List<Wound.Cut> cuts = new ArrayList<>();
    private final List<String> without = new ArrayList<>();
    private final List<String> with = new ArrayList<>();

    private WoundBook() {
    }

    /** All wounds there are. */
    public static List<Wound> wounds() {
        WoundBook book = new WoundBook();
        PAGES.forEach(page -> book.read(page + ".wounds"));
        return List.copyOf(book.wounds);
    }

    private void read(String page) {
        try (InputStream bytes = WoundBook.class.getResourceAsStream(page)) {
            if (bytes == null) {
                throw new IllegalStateException("no resource " + page);
            }
            var lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
            lines.lines().map(String::strip).forEach(line -> take(page, line));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        endWound();
    }

    private void take(String page, String line) {
        if (line.isEmpty() || line.startsWith("//")) {
            return;
        }
        String rest = line.substring(Math.min(line.length(), line.indexOf(' ') + 1)).strip();
        if (line.startsWith("= ")) {
            endWound();
            name = rest;
        } else if (line.startsWith("rule ")) {
            rule = rest;
        } else if (line.startsWith("in ")) {
            endCut();
            className = "io.binstore." + rest;
        } else if (line.startsWith("- ")) {
            if (!with.isEmpty()) {
                endCut();
            }
            without.add(rest);
        } else if (line.startsWith("+ ")) {
            with.add(rest);
        } else {
            throw new IllegalStateException(page + " has a line of no kind: " + line);
        }
    }

    private void endCut() {
        if (!without.isEmpty()) {
            cuts.add(new Wound.Cut(className, without, with));
            without.clear();
            with.clear();
        }
    }

    private void endWound() {
        endCut();
        if (name != null) {
            wounds.add(new Wound(name, rule, cuts));
            name = null;
            cuts.clear();
        }
    }
}
