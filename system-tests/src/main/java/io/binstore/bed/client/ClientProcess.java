package io.binstore.bed.client;

import io.binstore.launcher.cluster.Trouble;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A client process from outside. */
public final class ClientProcess implements AutoCloseable {

    /** Calls that wait end at their deadline, one minute. */
    private static final long PATIENCE_SECONDS = 90;

    private final int client;
    private final Path file;
    private final Process process;

    private ClientProcess(int client, Path file, Process process) {
        this.client = client;
        this.file = file;
        this.process = process;
    }

    /**
     * Starts one with this JVM's own classes.
     *
     * @param inside makes a command run on the client's host
     */
    public static ClientProcess start(ClientOptions options, UnaryOperator<List<String>> inside) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx192m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp",
                System.getProperty("java.class.path"), BedClient.class.getName()));
        command.addAll(options.arguments());
        File log = new File(options.file() + ".log");
        try {
            return new ClientProcess(options.client(), options.file(),
                    new ProcessBuilder(inside.apply(command)).redirectErrorStream(true)
                            .redirectOutput(log).start());
        } catch (IOException e) {
            throw new Trouble("cannot start a client: " + e.getMessage(), e);
        }
    }

    public Path file() {
        return file;
    }

    /** @throws Trouble if it has ended by itself */
    public void checkRuns() {
        if (!process.isAlive()) {
            throw new Trouble("client " + client + " has ended (" + process.exitValue()
                    + "); see " + file + ".log");
        }
    }

    /** Tells it to make no more calls; it ends when the last one is answered. */
    public void finish() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new Trouble("client " + client + " does not listen: " + e.getMessage(), e);
        }
    }

    /** @throws Trouble if it does not end well */
    public void await() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new Trouble("client " + client + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new Trouble("client " + client + " ended with " + process.exitValue() + "; see "
                    + file + ".log");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
