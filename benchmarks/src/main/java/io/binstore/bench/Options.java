package io.binstore.bench;

import io.binstore.bench.load.LoadSettings;
import io.binstore.bench.load.Workload;
import io.binstore.bench.run.PointOptions;
import io.binstore.bench.run.RunOptions;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be said on the command line. */
final class Options {

    @Mixin
    RunOptions run = new RunOptions();

    @Mixin
    PointOptions points = new PointOptions();

    @Option(names = "--systems", split = ",", paramLabel = "NAME",
            description = "Which stores: binstore, redis, hazelcast; all of them unless said.")
    List<String> systems = List.of("binstore", "redis", "hazelcast");

    @Option(names = "--workloads", split = ",", paramLabel = "NAME",
            description = "Which of set, get, append, mix, set-batch, get-batch, set-alone,"
                    + " get-alone, set-half, set-half-async; all of them unless said.")
    List<String> workloads = Workload.words();

    @Option(names = "--rounds", defaultValue = "3",
            description = "How often all is measured, the stores taking turns: ${DEFAULT-VALUE}.")
    int rounds;

    @Option(names = "--batch", defaultValue = "100",
            description = "Calls in a batch: ${DEFAULT-VALUE}.")
    int batch;

    @Option(names = "--batch-callers", defaultValue = "8",
            description = "Callers that send batches: ${DEFAULT-VALUE}.")
    int batchCallers;

    @Option(names = "--value-bytes", defaultValue = "100",
            description = "Size of a value: ${DEFAULT-VALUE}.")
    int valueBytes;

    @Option(names = "--keys", defaultValue = "10000",
            description = "Keys, all with a value: ${DEFAULT-VALUE}.")
    int keys;

    @Option(names = "--bins", defaultValue = "256",
            description = "Bins that the keys are spread over: ${DEFAULT-VALUE}.")
    int bins;

    @Option(names = "--backends", defaultValue = "3",
            description = "Backends of binstore; three hold each key: ${DEFAULT-VALUE}.")
    int backends;

    @Option(names = "--virtual-callers", description = "Callers are virtual threads.")
    boolean virtual;

    @Option(names = "--redis-read-connections", defaultValue = "4", paramLabel = "N",
            description = "Connections that callers share for reads of Redis: ${DEFAULT-VALUE}.")
    int redisReadConnections;

    @Option(names = "--backend-opts", defaultValue = RunOptions.SERVER_JVM,
            description = "For the JVMs of binstore's backends: ${DEFAULT-VALUE}.")
    String backendOptions = RunOptions.SERVER_JVM;

    @Option(names = "--keeper-opts",
            defaultValue = RunOptions.KEEPER_JVM,
            description = "For the JVM of binstore's keeper: ${DEFAULT-VALUE}.")
    String keeperOptions = "";

    @Option(names = "--hazelcast-opts", defaultValue = RunOptions.SERVER_JVM,
            description = "For the JVMs of Hazelcast's members: ${DEFAULT-VALUE}.")
    String hazelcastOptions = RunOptions.SERVER_JVM;

    @Option(names = "--profile",
            description = "Take flight recordings of binstore's JVMs and of the driver, from the"
                    + " first round to the last.")
    boolean profile;

    @Option(names = "--quick",
            description = "One short round, to see that all works: its figures mean little.")
    boolean quick;

    /** Shortens everything if that was asked for. */
    void settle() {
        if (quick) {
            rounds = 1;
            points.seconds = 2;
            points.warmUpSeconds = 1;
            run.prepareSeconds = 4;
        }
    }

    LoadSettings load() {
        return new LoadSettings(run.callers, batch, batchCallers,
                RunOptions.millis(points.warmUpSeconds), RunOptions.millis(points.seconds),
                virtual);
    }
}
