package io.binstore.launcher.demo;

import io.binstore.launcher.load.Expectation;
import io.binstore.launcher.load.Question;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the demo stores: Shakespeare's sonnets line by line with an index of their words, the countries of the world, and
 * their time zones.
 */
final class Library {

    /** One write: a value, or the next element of a list. */
    record Entry(Question place, String text) {
    }

    private final List<Entry> entries = new ArrayList<>();

    private Library() {
    }

    static Library read() {
        Library library = new Library();
        library.addSonnets(lines("sonnets.txt"));
        for (String line : lines("countries.tsv")) {
            String[] fields = line.split("\t", -1);
            library.entries.add(new Entry(Question.value("countries", fields[0]), fields[1]));
        }
        for (String line : lines("zones.tsv")) {
            String[] fields = line.split("\t", -1);
            String area = fields[2].substring(0, fields[2].indexOf('/'));
            library.entries
                    .add(new Entry(Question.value("zones of " + area, fields[2]), fields[1]));
            library.entries.add(new Entry(Question.list("countries", fields[0]), fields[2]));
        }
        return library;
    }

    private void addSonnets(List<String> lines) {
        String sonnet = "";
        int number = 0;
        for (String line : lines) {
            if (Character.isDigit(line.charAt(0))) {
                sonnet = line;
                number = 0;
                continue;
            }
            number++;
            entries.add(new Entry(Question.value("sonnet " + sonnet, "line " + number), line));
            for (String word : line.toLowerCase(Locale.ROOT).split("[^a-z]+")) {
                if (!word.isEmpty()) {
                    entries.add(new Entry(Question.list("words with " + word.charAt(0), word),
                            sonnet + "." + number));
                }
            }
        }
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** What stands where when all entries are written in their order. */
    Map<Question, Expectation> expected() {
        SortedMap<Question, List<String>> places = new TreeMap<>();
        for (Entry entry : entries) {
            places.computeIfAbsent(entry.place(), place -> new ArrayList<>()).add(entry.text());
        }
        SortedMap<Question, Expectation> expected = new TreeMap<>();
        places.forEach((place, texts) -> expected.put(place, Expectation.of(texts)));
        return expected;
    }

    private static List<String> lines(String file) {
        InputStream in = Library.class.getResourceAsStream(file);
        if (in == null) {
            throw new IllegalStateException(file + " is missing from the jar");
        }
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
