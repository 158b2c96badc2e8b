package io.binstore.launcher.cluster;

/** What a process of a cluster does. */
public enum Kind {

    BACKEND("backend", "backend-service"),
    KEEPER("keeper", "keeper-service");

    private final String word;
    private final String module;

    Kind(String word, String module) {
        this.word = word;
        this.module = module;
    }

    /** The word for it in commands and file names. */
    public String word() {
        return word;
    }

    /** The module that builds its jar. */
    String module() {
        return module;
    }

    /** The properties that describe a cluster's processes of this kind, and the one among them that a process is. */
    String addressesProperty() {
        return "binstore.cluster." + word + "s";
    }

    String indexProperty() {
        return "binstore." + word + ".index";
    }

    @Override
    public String toString() {
        return word;
    }
}
