package io.binstore.launcher.demo;

import io.binstore.launcher.Home;
import io.binstore.launcher.cluster.Installation;
import io.binstore.launcher.cluster.JvmOptions;
import io.binstore.launcher.cluster.Layout;
import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.RunFolder;
import io.binstore.launcher.cluster.Trouble;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the demo with a cluster of its own. */
@Command(name = "demo", mixinStandardHelpOptions = true, showDefaultValues = true,
        description = "Brings up a cluster of its own, stores real data, kills processes under load, and checks that"
                + " nothing is lost. Leaves nothing running.")
public final class DemoCommand implements Callable<Integer> {

    private static final int PORT_BASE = 7250;
    private static final int BACKENDS_CONFIGURED = 4;
    private static final int KEEPERS = 2;
    private static final int BALLAST_MAX = 200;

    @Option(names = "--port-base", paramLabel = "PORT", defaultValue = "" + PORT_BASE,
            description = "Port of backend 0; keeper 0 is 400 above.")
    private int portBase;

    @Option(names = "--ballast", paramLabel = "MB", defaultValue = "0",
            description = "Megabytes of further data to carry on every backend, 0 to 200.")
    private int ballast;

    @Override
    public Integer call() {
        if (ballast < 0 || ballast > BALLAST_MAX) {
            throw new Trouble("--ballast takes 0 to " + BALLAST_MAX + " MB, not " + ballast);
        }
        Installation installation = Installation.find();
        Path home = Home.runFolder(installation).resolve("demo");
        RunFolder folder = new RunFolder(home);
        LocalCluster left = LocalCluster.open(installation, folder);
        if (left != null && !left.running().isEmpty()) {
            System.out.println("an earlier demo was cut off; ending what it left running");
            left.destroy();
        }
        LocalCluster cluster = LocalCluster.create(installation, folder,
                new Layout(portBase, BACKENDS_CONFIGURED, KEEPERS), JvmOptions.DEFAULT);
        Narrator narrator = new Narrator(System.out);
        Thread cleanUp = new Thread(() -> {
            narrator.mute();
            cluster.destroy();
        }, "clean-up");
        Runtime.getRuntime().addShutdownHook(cleanUp);
        try {
            return new Demo(cluster, narrator, ballast).run() ? 0 : 1;
        } finally {
            cluster.destroy();
            narrator.say("all processes have ended; their logs are in " + home);
        }
    }
}
