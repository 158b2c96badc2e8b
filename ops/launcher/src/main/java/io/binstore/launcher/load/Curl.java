package io.binstore.launcher.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program {@code curl}: one process for each request. */
public final class Curl implements Web {

    /** Whether this machine has it. */
    public static boolean isThere() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, "curl"))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String name() {
        return "curl";
    }

    @Override
    public Answer send(String method, String url, String json) {
        List<String> command = new ArrayList<>(
                List.of("curl", "--silent", "--show-error", "--noproxy", "*", "--request",
                        method, "--write-out", "\n%{http_code}"));
        if (!json.isEmpty()) {
            command.addAll(
                    List.of("--header", "Content-Type: application/json", "--data-binary", "@-"));
        }
        command.add(url);
        try {
            Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var out = curl.getOutputStream()) {
                out.write(json.getBytes(StandardCharsets.UTF_8));
            }
            String output =
                    new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = curl.waitFor();
            if (code != 0) {
                throw new IOException("curl ended with " + code + ": " + output.strip());
            }
            int end = output.lastIndexOf('\n');
            return new Answer(Integer.parseInt(output.substring(end + 1).strip()),
                    output.substring(0, end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }
}
