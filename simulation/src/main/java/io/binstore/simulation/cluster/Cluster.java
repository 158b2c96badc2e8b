package io.binstore.simulation.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All hosts of a run. */
public final class Cluster {

    private final Ground ground;
    private final List<SimBackend> backends;
    private final List<SimKeeper> keepers;
    private final List<SimClient> clients;

    public Cluster(Ground ground) {
        this.ground = ground;
        Shape shape = ground.shape();
        backends = IntStream.range(0, shape.backends()).mapToObj(i -> new SimBackend(ground, i))
                .toList();
        keepers = IntStream.range(0, shape.keepers()).mapToObj(i -> new SimKeeper(ground, i))
                .toList();
        clients = IntStream.range(0, shape.clients()).mapToObj(i -> new SimClient(ground, "c" + i))
                .toList();
    }

    public Ground ground() {
        return ground;
    }

    public List<SimBackend> backends() {
        return backends;
    }

    public List<SimKeeper> keepers() {
        return keepers;
    }

    public List<SimClient> clients() {
        return clients;
    }

    /** A client beside those of the shape. */
    public SimClient extraClient(String host) {
        SimClient client = new SimClient(ground, host);
        client.start();
        return client;
    }

    public List<SimNode> nodes() {
        List<SimNode> nodes = new ArrayList<>(backends);
        nodes.addAll(keepers);
        nodes.addAll(clients);
        return nodes;
    }

    public List<String> hosts() {
        return nodes().stream().map(SimNode::host).toList();
    }

    public @Nullable SimKeeper lead() {
        return keepers.stream().filter(SimKeeper::leads).findFirst().orElse(null);
    }

    public static <N extends SimNode> List<N> which(List<N> nodes, Predicate<? super N> condition) {
        return nodes.stream().filter(condition).toList();
    }
}
