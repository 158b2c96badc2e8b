package io.binstore.launcher.load;

/** A way in which a store can fail its callers. */
public enum Fault {

    FAILED_CALL("calls failed"),
    LOST("acknowledged writes lost"),
    APPLIED_TWICE("writes applied twice"),
    NEVER_WRITTEN("values that nobody wrote"),
    OUT_OF_ORDER("lists out of order"),
    STALE_READ("stale reads"),
    CLOCK_WENT_BACK("clock numbers that did not rise");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** What is counted. */
    public String words() {
        return words;
    }
}
