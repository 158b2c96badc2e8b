package io.binstore.launcher;

import io.binstore.launcher.cluster.Installation;
import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.RunFolder;
import io.binstore.launcher.cluster.Trouble;
import java.nio.file.Path;

/** Where the commands find their cluster. */
public final class Home {

    private static final String RUN = "BINSTORE_RUN";

    private Home() {
    }

    /** The folder of what runs. */
    public static Path runFolder(Installation installation) {
        String given = System.getenv(RUN);
        return given == null || given.isBlank() ? installation.home().resolve("run")
                : Path.of(given).toAbsolutePath();
    }

    /** The cluster that was brought up. @throws Trouble if there is none */
    static LocalCluster cluster() {
        Installation installation = Installation.find();
        LocalCluster cluster =
                LocalCluster.open(installation, new RunFolder(runFolder(installation)));
        if (cluster == null) {
            throw new Trouble("there is no cluster; bring one up with: ops/binstore up");
        }
        return cluster;
    }
}
