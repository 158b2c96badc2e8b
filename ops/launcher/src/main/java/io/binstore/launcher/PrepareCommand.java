package io.binstore.launcher;

import io.binstore.launcher.cluster.Installation;
import io.binstore.launcher.cluster.JvmOptions;
import io.binstore.launcher.cluster.Preparation;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes starts quick. */
@Command(name = "prepare", mixinStandardHelpOptions = true, showDefaultValues = true,
        description = "Unpacks the jars and has the JVM write a cache of loaded classes, which later starts use"
                + " as long as jar and JDK are the same. Needs doing once after a build.")
final class PrepareCommand implements Callable<Integer> {

    private static final int PORT_BASE = 19_100;

    @Option(names = "--port-base", paramLabel = "PORT", defaultValue = "" + PORT_BASE,
            description = "Free ports to try the services on: this one and the three after it, and the one 400 above.")
    private int portBase;

    @Option(names = "--backend-opts", paramLabel = "OPTIONS",
            defaultValue = JvmOptions.BACKEND_DEFAULT,
            description = "Options of the backends' JVMs; a cache fits one collector and layout of objects.")
    private String backendOpts = "";

    @Option(names = "--keeper-opts", paramLabel = "OPTIONS",
            defaultValue = JvmOptions.KEEPER_DEFAULT,
            description = "The same for the keepers.")
    private String keeperOpts = "";

    @Override
    public Integer call() {
        Installation installation = Installation.find();
        long startedNanos = System.nanoTime();
        System.out.println("preparing ...");
        new Preparation(installation, portBase, JvmOptions.parse(backendOpts, keeperOpts))
                .run(Home.runFolder(installation).resolve("prepare"));
        System.out.println("prepared in "
                + Text.seconds(Duration.ofNanos(System.nanoTime() - startedNanos)));
        return 0;
    }
}
