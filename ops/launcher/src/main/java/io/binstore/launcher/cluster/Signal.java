package io.binstore.launcher.cluster;

import java.io.IOException;

/** A signal of the operating system. */
enum Signal {
    TERM, KILL, STOP, CONT;

    /** Sends it. That the process is gone by now is no error. */
    void send(long pid) {
        try {
            // The shell's own kill: a program of this name is not everywhere.
            new ProcessBuilder("/bin/sh", "-c", "kill -s " + name() + " " + pid)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            throw new Trouble("cannot send a signal: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
