package io.binstore.bench.growth;

import io.binstore.bench.host.Host;
import io.binstore.bench.run.PointOptions;
import io.binstore.bench.run.RunOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how speed and memory change as things grow. */
@Command(name = "growth", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures speed, latency, processor time and memory of binstore against the"
                + " size of values, the number of callers, backends and entries, and the length"
                + " of lists; writes growth.txt, growth.csv and a chart for each.")
public final class GrowthCommand implements Callable<Integer> {

    @Mixin
    private final RunOptions options = new RunOptions();

    @Mixin
    private final PointOptions points = new PointOptions();

    @Option(names = "--axes", split = ",", paramLabel = "NAME",
            description = "Which of values, callers, lists, backends, entries; all unless said.")
    private List<String> words = List.of("values", "callers", "lists", "backends", "entries");

    @Option(names = "--entries-max", defaultValue = "10000000",
            description = "Entries at most; ten million take three heaps of 4.5 GB:"
                    + " ${DEFAULT-VALUE}.")
    private int entriesMax;

    @Option(names = "--elements-max", defaultValue = "1000000",
            description = "Elements of the list, and keys of the bin, at most: ${DEFAULT-VALUE}.")
    private int elementsMax;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        List<Points> measured = new ArrayList<>();
        List<Path> files = List.of();
        try (Clusters clusters = new Clusters(options, points, entriesMax)) {
            for (Axis axis : axes(clusters)) {
                Points found = new Points(axis);
                System.out.println(axis.word() + ", load average " + Host.load());
                axis.measure(found);
                measured.add(found);
                // After each, for a run that is broken off.
                files = new GrowthReport(measured, settings()).write(options.out());
            }
        }
        System.out.println();
        new GrowthReport(measured, settings()).text().forEach(System.out::println);
        System.out.println();
        System.out.println("written: " + files.stream().map(Path::toString)
                .collect(Collectors.joining(", ")));
        return measured.stream().flatMap(found -> found.all().stream()).allMatch(
                point -> !(point.figure(Metric.ERRORS) instanceof Double errors) || errors == 0)
                        ? 0
                        : 1;
    }

    private List<Axis> axes(Clusters clusters) {
        List<Axis> all = List.of(new ValuesAxis(clusters), new CallersAxis(clusters),
                new ListsAxis(clusters, elementsMax), new BackendsAxis(clusters),
                new EntriesAxis(clusters, entriesMax));
        List<Axis> axes = new ArrayList<>();
        for (String word : words) {
            axes.add(all.stream().filter(axis -> axis.word().equals(word)).findFirst()
                    .orElseThrow(() -> new ParameterException(spec.commandLine(),
                            "no axis " + word + "; there are " + all.stream().map(Axis::word)
                                    .collect(Collectors.joining(", ")))));
        }
        return axes;
    }

    private List<String> settings() {
        return List.of(
                "on " + Instant.now().truncatedTo(ChronoUnit.MINUTES) + ": "
                        + String.join("; ", Host.description()),
                options.callers + " blocking callers of one client unless they grow, values of "
                        + Clusters.VALUE_BYTES + " bytes unless they grow, three replicas of"
                        + " everything, all on loopback",
                points.seconds + " s measured after " + points.warmUpSeconds
                        + " s of the same, and " + options.prepareSeconds
                        + " s of sets and gets on each cluster before",
                "CPU: user and system time of all processes, the driver's included, divided by"
                        + " calls");
    }
}
