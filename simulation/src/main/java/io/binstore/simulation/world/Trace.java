package io.binstore.simulation.world;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What happened: a hash over every event, always, and the last lines in words if somebody will read them.
 *
 * <p>
 * A run is repeated with lines on once it has failed; the hash must not depend on that.
 */
public final class Trace {

    private static final ThreadLocal<@Nullable Trace> CURRENT = new ThreadLocal<>();

    private final int linesMax;
    private final boolean messages;
    private final ArrayDeque<Line> lines = new ArrayDeque<>();
    private long hash;
    private long nowNanos;
    private String actor = "world";

    /** Something that happened. @param who the process whose turn it was */
    public record Line(long nanos, String who, String what) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%12.6f  %-8s  %s", nanos / 1e9, who, what);
        }
    }

    /** Keeps state transitions. @param linesMax how many lines; 0 for none */
    public Trace(int linesMax) {
        this(linesMax, false);
    }

    /** @param messages whether every message is a line too */
    public Trace(int linesMax, boolean messages) {
        this.linesMax = linesMax;
        this.messages = messages;
    }

    /** The trace of the run on this thread, for log lines of the cores; null outside of a run. */
    public static @Nullable Trace current() {
        return CURRENT.get();
    }

    public void makeCurrent() {
        CURRENT.set(this);
    }

    public static void leave() {
        CURRENT.remove();
    }

    void begin(long timeNanos, long sequence, String who) {
        nowNanos = timeNanos;
        actor = who;
        mark(timeNanos);
        mark(sequence);
    }

    /** Makes a number part of the hash. */
    public void mark(long value) {
        hash = SimRandomness.mix(hash * 31 + value);
    }

    /** Makes bytes part of the hash. */
    public void mark(byte[] bytes) {
        long sum = bytes.length;
        for (byte each : bytes) {
            sum = sum * 31 + each;
        }
        mark(sum);
    }

    /** Makes text part of the hash; hash codes of objects with an enum inside differ from one machine to the next. */
    public void mark(String text) {
        mark(text.hashCode());
    }

    public long hash() {
        return hash;
    }

    public boolean keepsLines() {
        return linesMax > 0;
    }

    /** Notes a line under the name of the process whose turn it is. */
    public void note(Supplier<String> line) {
        note(actor, line);
    }

    public void message(Supplier<String> line) {
        if (messages) {
            note(line);
        }
    }

    public void note(String who, Supplier<String> line) {
        if (linesMax == 0) {
            return;
        }
        if (lines.size() == linesMax) {
            lines.removeFirst();
        }
        lines.addLast(new Line(nowNanos, who, line.get()));
    }

    public List<String> lines() {
        return lines.stream().map(Line::toString).toList();
    }

    /** The lines that are kept, oldest first. */
    public List<Line> story() {
        return List.copyOf(lines);
    }
}
