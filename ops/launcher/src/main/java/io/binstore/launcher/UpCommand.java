package io.binstore.launcher;

import io.binstore.launcher.cluster.Installation;
import io.binstore.launcher.cluster.JvmOptions;
import io.binstore.launcher.cluster.Kind;
import io.binstore.launcher.cluster.Layout;
import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.Name;
import io.binstore.launcher.cluster.Observer;
import io.binstore.launcher.cluster.RunFolder;
import io.binstore.launcher.cluster.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Brings a cluster up. */
@Command(name = "up", mixinStandardHelpOptions = true, showDefaultValues = true,
        description = "Starts a cluster and waits until it is ready.")
final class UpCommand implements Callable<Integer> {

    /** Addresses beyond the backends that start, for those that join later. */
    private static final int SPARE_BACKENDS = 5;

    @Option(names = "--backends", paramLabel = "N", description = "Backends to start, 1 to 300.",
            defaultValue = "3")
    private int backends;

    @Option(names = "--keepers", paramLabel = "N", description = "Keepers to start, 1 to 10.",
            defaultValue = "2")
    private int keepers;

    @Option(names = "--max-backends", paramLabel = "N", defaultValue = "0",
            showDefaultValue = Visibility.NEVER,
            description = "Backends that may ever run; their addresses are configured from the start. By default "
                    + SPARE_BACKENDS + " more than are started.")
    private int maxBackends;

    @Option(names = "--port-base", paramLabel = "PORT",
            defaultValue = "" + Layout.PORT_BASE_DEFAULT,
            description = "Port of backend 0; keeper 0 is 400 above.")
    private int portBase;

    @Option(names = "--packed", paramLabel = "N", defaultValue = "1",
            description = "So many backends in one JVM, to see hundreds of them on one machine. For"
                    + " developers only: they die together, so nothing stored there is safe.")
    private int packed;

    @Option(names = "--backend-opts", paramLabel = "OPTIONS",
            showDefaultValue = Visibility.NEVER,
            description = "Options of the backends' JVMs, separated by blanks; properties too: -Dname=value."
                    + " By default " + JvmOptions.BACKEND_DEFAULT + ", with more heap if packed.")
    private @Nullable String backendOpts;

    @Option(names = "--keeper-opts", paramLabel = "OPTIONS",
            showDefaultValue = Visibility.NEVER,
            description = "The same for the keepers. By default " + JvmOptions.KEEPER_DEFAULT
                    + ", with more heap for hundreds of backends.")
    private @Nullable String keeperOpts;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait.",
            defaultValue = "120")
    private int timeoutSeconds;

    @Override
    public Integer call() {
        Installation installation = Installation.find();
        Layout started = new Layout(portBase, backends, keepers);
        int configured = maxBackends == 0 ? Math.min(backends + SPARE_BACKENDS, Layout.BACKENDS_MAX)
                : maxBackends;
        if (configured < backends) {
            throw new Trouble(
                    "--max-backends " + maxBackends + " is less than --backends " + backends);
        }
        Layout layout = new Layout(portBase, configured, keepers, packed);
        LocalCluster cluster = LocalCluster.create(installation,
                new RunFolder(Home.runFolder(installation)), layout,
                JvmOptions.parse(backendOpts == null ? JvmOptions.packed(packed) : backendOpts,
                        keeperOpts == null ? JvmOptions.keeping(configured) : keeperOpts));
        List<Name> names = new ArrayList<>(started.names(Kind.BACKEND));
        names.addAll(started.names(Kind.KEEPER));

        System.out.println("starting " + backends + " backends and " + keepers + " keepers ...");
        try {
            long startedNanos = System.nanoTime();
            Observer observer = new Observer(cluster);
            Progress progress = new Progress(cluster, System.out);
            Duration patience = Duration.ofSeconds(timeoutSeconds);
            if (packed > 1) {
                // Hundreds that start need all processors: to arrange them meanwhile would only hold them up.
                List<Name> packs = started.names(Kind.BACKEND);
                cluster.start(packs);
                patience = patience
                        .minus(progress.await(packs, patience, () -> observer.silent(packs)));
                cluster.start(started.names(Kind.KEEPER));
            } else {
                cluster.start(names);
            }
            progress.await(names, patience, observer::missing);
            System.out.println(
                    "ready after "
                            + Text.seconds(Duration.ofNanos(System.nanoTime() - startedNanos)));
        } catch (Trouble trouble) {
            cluster.destroy();
            throw trouble;
        }
        names.forEach(name -> System.out.println("  " + name + "  " + layout.address(name)));
        String value = "/v1/bins/alice/values/city";
        System.out.println("try:");
        System.out.println("  curl -X PUT --json '{\"value\":\"Lisbon\"}' "
                + layout.address(Name.backend(0)) + value);
        System.out.println("  curl " + layout.address(Name.backend(backends - 1)) + value);
        return 0;
    }
}
