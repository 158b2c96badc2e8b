package io.binstore.launcher;

import io.binstore.launcher.cluster.Kind;
import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.Name;
import java.util.concurrent.Callable;
import picocli.CommandLine.Parameters;

/** A command about one process of the cluster. */
abstract class ProcessCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "backend|keeper", description = "What kind of process.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Kind kind;

    @Parameters(index = "1", paramLabel = "N", description = "Which one, from 0.")
    private int index;

    /** Does it. @return what was done, for people */
    abstract String act(LocalCluster cluster, Name name);

    @Override
    public Integer call() {
        System.out.println(act(Home.cluster(), new Name(kind, index)));
        return 0;
    }
}
