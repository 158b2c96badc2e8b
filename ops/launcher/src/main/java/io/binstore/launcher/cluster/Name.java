package io.binstore.launcher.cluster;

/** A process of a cluster: its kind and its place in the list of configured addresses. */
public record Name(Kind kind, int index) implements Comparable<Name> {

    public static Name backend(int index) {
        return new Name(Kind.BACKEND, index);
    }

    public static Name keeper(int index) {
        return new Name(Kind.KEEPER, index);
    }

    /** The name in file names. */
    String fileName() {
        return kind.word() + "-" + index;
    }

    @Override
    public int compareTo(Name other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : Integer.compare(index, other.index);
    }

    /** The name for people. */
    @Override
    public String toString() {
        return kind.word() + " " + index;
    }
}
