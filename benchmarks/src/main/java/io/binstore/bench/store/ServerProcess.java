package io.binstore.bench.store;

import io.binstore.launcher.cluster.Trouble;
import io.binstore.launcher.cluster.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server beside this store's: a process with a log, remembered by a pid file until it is ended. */
public final class ServerProcess {

    private static final int STOP_SECONDS = 10;

    private final String name;
    private final Process process;
    private final Path log;
    private final Path pidFile;

    private ServerProcess(String name, Process process, Path log, Path pidFile) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.pidFile = pidFile;
    }

    /** Starts a process; one of the same name that an earlier run left behind is ended first. */
    public static ServerProcess start(String name, Path folder, List<String> command) {
        Path log = folder.resolve(name + ".log");
        Path pidFile = folder.resolve(name + ".pid");
        try {
            Files.createDirectories(folder);
            endLeftOver(pidFile);
            Process process = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(log.toFile()).start();
            Files.writeString(pidFile, process.pid() + " " + startOf(process.toHandle()));
            return new ServerProcess(name, process, log, pidFile);
        } catch (IOException e) {
            throw new Trouble("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    private static void endLeftOver(Path pidFile) throws IOException {
        if (Files.exists(pidFile)) {
            String[] known = Files.readString(pidFile).split(" ", 2);
            ProcessHandle.of(Long.parseLong(known[0]))
                    .filter(process -> startOf(process).equals(known[known.length - 1]))
                    .ifPresent(process -> {
                        process.destroyForcibly();
                        process.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
                    });
        }
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse("");
    }

    public long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Waits until the log holds a word. */
    public void awaitLogged(String word, Duration patience) {
        boolean found = Wait.atMost(patience).until(() -> !process.isAlive() || logged(word));
        if (!found || !process.isAlive()) {
            throw new Trouble(name + " did not come up; see " + log);
        }
    }

    private boolean logged(String word) {
        try {
            return Files.readString(log).contains(word);
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks it to end, and insists when it does not. */
    public void end() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Files.deleteIfExists(pidFile);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new Trouble("cannot remove " + pidFile + ": " + e.getMessage(), e);
        }
    }
}
