package io.binstore.backend.config;

import io.binstore.backend.core.Backend;
import io.binstore.backend.core.BackendSettings;
import io.binstore.backend.http.LocalTransport;
import io.binstore.backend.http.LoopNode;
import io.binstore.backend.http.PublishedView;
import io.binstore.backend.http.Turns;
import io.binstore.client.core.ClientCore;
import io.binstore.client.core.ClientSettings;
import io.binstore.client.netty.NettyLoop;
import io.binstore.client.netty.NettyTransport;
import io.binstore.client.netty.SecureRandomness;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.runtime.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The node of this process: one loop, the backend on it, and beside it the client core that passes
 * calls on.
 */
final class NodeProcess implements AutoCloseable {

    private final NettyLoop loop = new NettyLoop("backend");
    private final NettyTransport transport = new NettyTransport(loop);
    private final Turns turns = new Turns(loop, loop, transport);
    private final ClientCore client;
    private final LoopNode node;
    private final Backend backend;

    private NodeProcess(Self self, ClusterProperties cluster, BackendProperties properties) {
        Randomness random = new SecureRandomness();
        PublishedView view = new PublishedView();
        BackendSettings settings =
                new BackendSettings(self.index(), self.address(), cluster.keepers(),
                        properties.storedBytesMax(), properties.limits(), view);
        backend = new Backend(settings, turns, turns, random.fork("backend"), turns);
        LoopNode.Handler handler =
                (request, then) -> turns.take(() -> backend.handle(request, then));
        LocalTransport near = new LocalTransport(self.address(), handler, loop, transport);
        client = onLoop(() -> {
            turns.take(backend::start);
            return new ClientCore(ClientSettings.inside(self.address(), seeds(self, cluster)), loop,
                    loop,
                    random.fork("client"), near);
        });
        node = new LoopNode(loop::execute, handler,
                (operation, identity, deadlineNanos, then) -> {
                    if (identity == null) {
                        client.execute(operation, deadlineNanos, then);
                    } else {
                        client.execute(operation, identity, deadlineNanos, then);
                    }
                }, read -> turns.lookBetween(() -> backend.look(read)),
                () -> turns.ask(backend::report), view,
                new ClientId(random.nextLong(), random.nextLong()));
    }

    static NodeProcess start(Self self, ClusterProperties cluster, BackendProperties properties) {
        return new NodeProcess(self, cluster, properties);
    }

    LoopNode node() {
        return node;
    }

    /** Asks to be emptied; asked again, it tells the keepers again. */
    void leave() {
        loop.execute(() -> turns.take(backend::leave));
    }

    /** Whether nothing is gained by waiting before a stop. */
    boolean mayStop() {
        return onLoop(() -> turns.ask(backend::mayStop));
    }

    NettyLoop loop() {
        return loop;
    }

    /**
     * The own backend first: it answers at once, and knows the others as soon as there is a view.
     */
    private static List<String> seeds(Self self, ClusterProperties cluster) {
        List<String> seeds = new ArrayList<>(cluster.backends());
        seeds.remove(self.address());
        seeds.addFirst(self.address());
        return seeds;
    }

    private <T> T onLoop(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, loop::execute).join();
    }

    @Override
    public void close() {
        onLoop(() -> {
            client.close();
            transport.close();
            return true;
        });
        loop.close();
    }
}
