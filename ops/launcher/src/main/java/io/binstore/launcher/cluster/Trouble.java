package io.binstore.launcher.cluster;

/** Something that went wrong in a way that one sentence explains to the person at the terminal. */
public final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Trouble(String sentence) {
        super(sentence);
    }

    public Trouble(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
