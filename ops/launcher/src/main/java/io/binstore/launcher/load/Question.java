package io.binstore.launcher.load;

import java.util.Comparator;

/** A place in the store that can be read: a value or a list. */
public record Question(Shape shape, String bin, String key) implements Comparable<Question> {

    private static final Comparator<Question> ORDER = Comparator.comparing(Question::shape)
            .thenComparing(Question::bin).thenComparing(Question::key);

    /** What is at the place. */
    public enum Shape {
        VALUE, LIST
    }

    public static Question value(String bin, String key) {
        return new Question(Shape.VALUE, bin, key);
    }

    public static Question list(String bin, String key) {
        return new Question(Shape.LIST, bin, key);
    }

    @Override
    public int compareTo(Question other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return shape.name().toLowerCase(java.util.Locale.ROOT) + " '" + key + "' of bin '" + bin
                + "'";
    }
}
