package io.binstore.launcher.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The processes of one cluster on this machine.
 *
 * <p>
 * All it knows is in its run folder, so that another launcher can go on where this one ended.
 */
public final class LocalCluster {

    /** Longer than a backend takes to hand over what it holds (binstore.backend.drain-timeout). */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(5);

    private final Installation installation;
    private final RunFolder folder;
    private final Layout layout;
    private final JvmOptions options;
    private final Housing housing;
    private boolean destroyed;

    private LocalCluster(Installation installation, RunFolder folder, Layout layout,
            JvmOptions options, Housing housing) {
        this.installation = installation;
        this.folder = folder;
        this.layout = layout;
        this.options = options;
        this.housing = housing;
    }

    /** Describes a new cluster, of which nothing runs yet. */
    public static LocalCluster create(Installation installation, RunFolder folder, Layout layout,
            JvmOptions options) {
        return create(installation, folder, layout, options, new Loopback(layout));
    }

    /** Likewise, of processes that live elsewhere; such a cluster is not to be opened again. */
    public static LocalCluster create(Installation installation, RunFolder folder, Layout layout,
            JvmOptions options, Housing housing) {
        LocalCluster old = open(installation, folder);
        if (old != null && !old.running().isEmpty()) {
            throw new Trouble("a cluster is running already (" + folder.path()
                    + "); end it with: ops/binstore down");
        }
        Properties description = new Properties();
        description.setProperty("portBase", Integer.toString(layout.portBase()));
        description.setProperty("backends", Integer.toString(layout.backends()));
        description.setProperty("keepers", Integer.toString(layout.keepers()));
        description.setProperty("packed", Integer.toString(layout.packed()));
        description.setProperty("backendOpts", String.join(" ", options.backend()));
        description.setProperty("keeperOpts", String.join(" ", options.keeper()));
        folder.forgetAll();
        folder.clearLogs();
        folder.describe(description);
        return new LocalCluster(installation, folder, layout, options, housing);
    }

    /** The cluster that a folder remembers, or null. */
    public static @Nullable LocalCluster open(Installation installation, RunFolder folder) {
        Properties description = folder.description();
        if (description == null) {
            return null;
        }
        try {
            Layout layout = new Layout(Integer.parseInt(description.getProperty("portBase", "")),
                    Integer.parseInt(description.getProperty("backends", "")),
                    Integer.parseInt(description.getProperty("keepers", "")),
                    Integer.parseInt(description.getProperty("packed", "1")));
            JvmOptions options = JvmOptions.parse(description.getProperty("backendOpts", ""),
                    description.getProperty("keeperOpts", ""));
            return new LocalCluster(installation, folder, layout, options,
                    new Loopback(layout));
        } catch (NumberFormatException e) {
            throw new Trouble("the description of the cluster in " + folder.path()
                    + " is damaged; remove that folder", e);
        }
    }

    public Layout layout() {
        return layout;
    }

    /** Where a process is reached. */
    public String address(Name name) {
        return housing.address(name);
    }

    public RunFolder folder() {
        return folder;
    }

    /** The process of this name if it runs, or null. */
    public @Nullable LocalProcess find(Name name) {
        LocalProcess process = folder.recall(name);
        return process != null && process.isRunning() ? process : null;
    }

    /** Whether this cluster has ever had such a process. */
    public boolean hasRun(Name name) {
        return Files.exists(folder.log(name));
    }

    /** All processes that run. */
    public List<LocalProcess> running() {
        List<LocalProcess> running = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            running.addAll(running(kind));
        }
        return running;
    }

    public List<LocalProcess> running(Kind kind) {
        List<LocalProcess> running = new ArrayList<>();
        for (Name name : layout.names(kind)) {
            LocalProcess process = find(name);
            if (process != null) {
                running.add(process);
            }
        }
        return running;
    }

    /** Starts processes; they come up while the caller goes on. */
    public synchronized void start(List<Name> names) {
        if (destroyed) {
            throw new Trouble("the cluster is being ended");
        }
        // All ports before the first process: either all start or none.
        for (Name name : names) {
            layout.checkDescribes(name);
            LocalProcess process = find(name);
            if (process != null) {
                throw new Trouble(name + " is running already (pid " + process.pid() + ")");
            }
            housing.checkIsFree(name);
        }
        packs(names).forEach(this::launch);
    }

    /** Who starts in one process: backends with indexes in a row, as many as the cluster packs together. */
    private List<List<Name>> packs(List<Name> names) {
        List<List<Name>> packs = new ArrayList<>();
        for (Name name : names) {
            List<Name> last = packs.isEmpty() ? List.of() : packs.getLast();
            if (name.kind() == Kind.BACKEND && !last.isEmpty() && last.size() < layout.packed()
                    && last.getLast().equals(Name.backend(name.index() - 1))) {
                last.add(name);
            } else {
                packs.add(new ArrayList<>(List.of(name)));
            }
        }
        return packs;
    }

    public void start(Name name) {
        start(List.of(name));
    }

    /** Asks a process to end, and insists when it does not. */
    public void stop(Name name) {
        end(List.of(present(name)), Signal.TERM);
        folder.forget(name);
    }

    /** Ends a process without asking it: {@code kill -9}. */
    public void kill(Name name) {
        kill(List.of(name));
    }

    /** Several at once. */
    public void kill(List<Name> names) {
        end(names.stream().map(this::present).toList(), Signal.KILL);
        names.forEach(folder::forget);
    }

    /** Freezes a process where it stands. */
    public void pause(Name name) {
        present(name).signal(Signal.STOP);
    }

    public void resume(Name name) {
        present(name).signal(Signal.CONT);
    }

    /** Ends all processes and forgets the cluster. */
    public void down() {
        // Without keepers nobody arranges that a backend is emptied before it stops: there is no need to, all go.
        end(running(Kind.KEEPER), Signal.TERM);
        end(running(Kind.BACKEND), Signal.TERM);
        folder.forgetAll();
    }

    /** Ends all processes at once, for good: none can be started any more, not even by another thread. */
    public synchronized void destroy() {
        destroyed = true;
        List<LocalProcess> running = running();
        end(running, Signal.KILL);
        folder.forgetAll();
    }

    private static void end(List<LocalProcess> processes, Signal signal) {
        processes.forEach(process -> process.signal(signal));
        if (signal == Signal.TERM) {
            // A paused process hears nothing until it goes on.
            processes.forEach(process -> process.signal(Signal.CONT));
        }
        for (LocalProcess process : processes) {
            if (signal == Signal.TERM && !process.awaitExit(STOP_PATIENCE)) {
                process.signal(Signal.KILL);
            }
        }
        for (LocalProcess process : processes) {
            if (!process.awaitExit(KILL_PATIENCE)) {
                throw new Trouble(process.name() + " (pid " + process.pid()
                        + ") does not end, not even by kill -9");
            }
        }
    }

    private LocalProcess present(Name name) {
        layout.checkDescribes(name);
        LocalProcess process = find(name);
        if (process == null) {
            throw new Trouble(name + " is not running");
        }
        return process;
    }

    private void launch(List<Name> pack) {
        Name name = pack.getFirst();
        List<String> command = new ArrayList<>();
        if (pack.size() > 1) {
            command.addAll(installation.packedCommand(options.of(name.kind())));
            command.addAll(List.of("--packed.first=" + name.index(),
                    "--packed.count=" + pack.size()));
        } else {
            command.addAll(installation.command(name.kind(), options.of(name.kind())));
            command.add("--" + name.kind().indexProperty() + "=" + name.index());
            command.addAll(housing.listening(name));
        }
        for (Kind kind : Kind.values()) {
            command.add("--" + kind.addressesProperty() + "="
                    + layout.names(kind).stream().map(housing::address)
                            .collect(Collectors.joining(",")));
        }
        Path log = folder.log(name);
        try {
            Files.createDirectories(folder.path());
            Process process = new ProcessBuilder(housing.inside(name, command))
                    .directory(folder.path().toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
            process.getOutputStream().close();
            ProcessTable.Entry entry = ProcessTable.find(process.pid());
            pack.forEach(each -> folder.remember(new LocalProcess(each, process.pid(),
                    entry == null ? "" : entry.started())));
        } catch (IOException e) {
            throw new Trouble("cannot start " + name + ": " + e.getMessage(), e);
        }
    }
}
