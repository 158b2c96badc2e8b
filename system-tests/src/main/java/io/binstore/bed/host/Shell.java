package io.binstore.bed.host;

import io.binstore.launcher.cluster.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs programs of the system and waits for their end. */
final class Shell {

    private Shell() {
    }

    /** How a program ended. @param output both of its streams */
    record Ended(int status, String output) {
    }

    /** @throws Trouble if the program does not exist */
    static Ended run(List<String> command, String input) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new Trouble("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("interrupted", e);
        }
    }

    /** Runs {@code ip} on many lines at once. @throws Trouble if one of them fails */
    static void ip(String lines) {
        Ended ended = run(List.of("ip", "-batch", "-"), lines);
        if (ended.status() != 0) {
            throw new Trouble("ip failed: " + ended.output().strip() + " in\n" + lines);
        }
    }
}
