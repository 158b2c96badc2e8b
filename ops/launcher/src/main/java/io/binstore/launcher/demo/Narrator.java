package io.binstore.launcher.demo;

import io.binstore.launcher.Text;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Tells the story, each line with the time since its beginning. */
final class Narrator {

    private final long started = System.nanoTime();
    private volatile PrintStream out;
    private int chapter;

    Narrator(PrintStream out) {
        this.out = out;
    }

    void chapter(String title) {
        chapter++;
        out.println();
        out.println(chapter + ". " + title);
    }

    void say(String sentence) {
        out.printf("%8s  %s%n", Text.seconds(Duration.ofNanos(System.nanoTime() - started)),
                sentence);
    }

    void table(List<List<String>> rows) {
        Text.table(rows).forEach(line -> out.println("          " + line));
    }

    void blank() {
        out.println();
    }

    PrintStream out() {
        return out;
    }

    /** Says no more: somebody has pressed Ctrl-C. */
    void mute() {
        out = new PrintStream(OutputStream.nullOutputStream());
    }
}
