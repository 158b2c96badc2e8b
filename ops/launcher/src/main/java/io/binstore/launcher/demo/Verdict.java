package io.binstore.launcher.demo;

import io.binstore.client.BinStoreClient;
import io.binstore.launcher.Text;
import io.binstore.launcher.cluster.ClusterState;
import io.binstore.launcher.cluster.Kind;
import io.binstore.launcher.cluster.LocalCluster;
import io.binstore.launcher.cluster.LocalProcess;
import io.binstore.launcher.cluster.Observer;
import io.binstore.launcher.load.Checker;
import io.binstore.launcher.load.Expectation;
import io.binstore.launcher.load.Fault;
import io.binstore.launcher.load.Findings;
import io.binstore.launcher.load.Load;
import io.binstore.launcher.load.Question;
import io.binstore.launcher.load.SdkSource;
import io.binstore.launcher.load.Source;
import io.binstore.launcher.load.Waits;
import io.binstore.launcher.load.Web;
import io.binstore.launcher.load.WebStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The end of the demo: everything is read back, and what was found is said. */
final class Verdict {

    private final LocalCluster cluster;
    private final Observer observer;
    private final Narrator narrator;
    private final Web web;

    Verdict(LocalCluster cluster, Observer observer, Narrator narrator, Web web) {
        this.cluster = cluster;
        this.observer = observer;
        this.narrator = narrator;
        this.web = web;
    }

    /** @return whether everything is as it should be */
    boolean give(Library library, long stored, Load load, Findings findings) {
        narrator.chapter("Everything is read back");
        Map<Question, Expectation> expected = new TreeMap<>(library.expected());
        expected.putAll(load.expected());
        List<LocalProcess> backends = cluster.running(Kind.BACKEND);
        List<String> addresses =
                backends.stream().map(each -> cluster.layout().address(each.name())).toList();
        try (BinStoreClient fresh = BinStoreClient.builder().backends(addresses).build()) {
            readBack(expected, new SdkSource("a new SDK client", fresh), findings);
        }
        addresses.forEach(address -> readBack(expected, new WebStore(web, address), findings));

        ClusterState state = observer.state();
        long lostPartitions = state == null ? -1 : state.lostPartitions();
        boolean clean = findings.isEmpty() && load.findings().isEmpty() && lostPartitions == 0;
        narrator.chapter(clean ? "Nothing was lost" : "SOMETHING IS WRONG");
        say(stored + load.writes(), lostPartitions, load, findings);
        findings.examples().forEach(example -> narrator.say("  " + example));
        load.findings().examples().forEach(example -> narrator.say("  " + example));
        return clean;
    }

    private void readBack(Map<Question, Expectation> expected, Source source, Findings findings) {
        long started = System.nanoTime();
        long compared = Checker.check(expected, source, findings);
        narrator.say(
                compared + " values and list elements compared, read by " + source.name() + " in "
                        + Text.seconds(java.time.Duration.ofNanos(System.nanoTime() - started)));
    }

    private void say(long written, long lostPartitions, Load load, Findings findings) {
        List<List<String>> counts = new ArrayList<>();
        counts.add(List.of("writes acknowledged", Long.toString(written)));
        for (Fault fault : Fault.values()) {
            counts.add(List.of(fault.words(),
                    Long.toString(findings.count(fault) + load.findings().count(fault))));
        }
        counts.add(List.of("partitions lost, as the keepers count",
                lostPartitions < 0 ? "unknown" : Long.toString(lostPartitions)));
        counts.add(List.of("longest wait of a caller", Text.seconds(load.waits().longest())));
        narrator.table(counts);
        narrator.blank();
        List<List<String>> phases = new ArrayList<>();
        phases.add(List.of("while", "calls", "longest wait"));
        for (Waits.Phase phase : load.waits().phases()) {
            phases.add(List.of(phase.name(), Long.toString(phase.calls()),
                    Text.seconds(phase.longest())));
        }
        narrator.table(phases);
        narrator.blank();
    }
}
