package io.binstore.bed;

import io.binstore.bed.fault.FaultKind;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a run is told on the command line. */
public final class Options {

    /** Whether processes live in network namespaces. */
    public enum Namespaces {
        AUTO, ON, OFF
    }

    @Option(names = "--minutes", defaultValue = "5",
            description = "How long faults are drawn; the last one is brought to its end.")
    double minutes;

    @Option(names = "--backends", defaultValue = "4", description = "Backends that run.")
    int backends;

    @Option(names = "--keepers", defaultValue = "3", description = "Keepers that run.")
    int keepers;

    @Option(names = "--clients", defaultValue = "3", description = "Client processes.")
    int clients;

    @Option(names = "--threads", defaultValue = "6", description = "Callers in each client.")
    int threads;

    @Option(names = "--bins", defaultValue = "16",
            description = "Bins in use at once; with the clients' share of 160 calls on each bin"
                    + " and 4 s this is the load: 16 bins make up to 640 calls a second.")
    int bins;

    @Option(names = "--faults", split = ",", paramLabel = "FAULT",
            description = "Which faults, by name; all that this machine allows unless given: "
                    + "kill, kill-pair, term, drain, roll, restart, pause, quota, kill-lead, pause-lead,"
                    + " no-keepers, kill-target, kill-source, kill-migrating-lead; with namespaces isolate,"
                    + " cut-peers, halves, one-way, cut-keepers, cut-clients; by proxy delay, drop-reply,"
                    + " twice, late.")
    @Nullable
    List<String> faults;

    @Option(names = "--seed",
            description = "Draws faults, victims and calls; by the clock unless given.")
    @Nullable
    Long seed;

    @Option(names = "--report", paramLabel = "DIR",
            description = "Where report, histories and logs go; target/bed unless given.")
    @Nullable
    Path report;

    @Option(names = "--netns", defaultValue = "auto",
            description = "Network namespaces: ${COMPLETION-CANDIDATES}.")
    Namespaces netns = Namespaces.AUTO;

    @Option(names = "--hold", defaultValue = "8", paramLabel = "SECONDS",
            description = "How long pauses, cuts and the like last.")
    double hold;

    @Option(names = "--pace", defaultValue = "30", paramLabel = "SECONDS",
            description = "Between a leave and the next join or leave; less is outside the contract.")
    double pace;

    @Option(names = "--calm", defaultValue = "4", paramLabel = "SECONDS",
            description = "Undisturbed traffic before and after each fault.")
    double calm;

    @Option(names = "--keeperless", defaultValue = "60", paramLabel = "SECONDS",
            description = "How long no-keepers lasts.")
    double keeperless;

    @Option(names = "--ballast", defaultValue = "20", paramLabel = "MB",
            description = "Values that are there from the beginning.")
    int ballast;

    @Option(names = "--ballast-value", defaultValue = "10000", paramLabel = "BYTES",
            description = "The length of each of these.")
    int ballastValue;

    @Option(names = "--port-base", defaultValue = "27100",
            description = "The first port, where there are no namespaces.")
    int portBase;

    @Option(names = "--wound", paramLabel = "NAME",
            description = "Plants a bug of the simulator's catalogue (ops/simulate wounds) into copies of"
                    + " the jars: the run must find it.")
    @Nullable
    String wound;

    @Option(names = "--backend-opts", description = "Options of the backends' JVMs.")
    @Nullable
    String backendOpts;

    /** The faults that were asked for, or all that are possible. */
    List<FaultKind> kinds(boolean namespaces) {
        return faults == null ? FaultKind.possible(namespaces, backends)
                : faults.stream().map(FaultKind::named).toList();
    }
}
