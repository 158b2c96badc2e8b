package io.binstore.keeper.config;

import io.binstore.client.netty.NettyLoop;
import io.binstore.client.netty.NettyTransport;
import io.binstore.client.netty.SecureRandomness;
import io.binstore.keeper.core.Keeper;
import io.binstore.keeper.core.KeeperSettings;
import io.binstore.keeper.node.KeeperNode;
import io.binstore.keeper.node.LoopNode;
import java.time.InstantSource;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The keeper: its core, its loop and its way to the others. */
@Configuration(proxyBeanMethods = false)
class KeeperConfiguration {

    /** A start that begins at least this much later has higher terms. */
    private static final long ROUND_MILLIS = 100;

    /** All is answered from memory; a process that has just started takes its time all the same. */
    private static final long ANSWER_MILLIS = 2_000;

    @Bean
    NettyLoop keeperLoop() {
        return new NettyLoop("keeper-loop");
    }

    /** Its connections end with the loop. */
    @Bean(destroyMethod = "")
    NettyTransport keeperTransport(NettyLoop loop) {
        return new NettyTransport(loop);
    }

    @Bean
    KeeperSettings keeperSettings(ClusterProperties cluster, KeeperProperties keeper, Self self) {
        return new KeeperSettings(self.index(), cluster.keepers(), cluster.backends(),
                cluster.partitions(),
                KeeperSettings.REPLICAS_DEFAULT, InstantSource.system().millis() / ROUND_MILLIS,
                keeper.refusedMeansDead(), keeper.silentMeansAbsent(), keeper.timing().toCore());
    }

    @Bean
    Keeper keeper(KeeperSettings settings, NettyLoop loop, NettyTransport transport) {
        return new Keeper(settings, loop, loop, new SecureRandomness(), transport);
    }

    @Bean
    KeeperNode keeperNode(NettyLoop loop, Keeper keeper) {
        return new LoopNode(loop, keeper, ANSWER_MILLIS);
    }

    /** Runs once the web server answers. */
    @Bean
    ApplicationRunner keeperStart(NettyLoop loop, Keeper keeper) {
        return arguments -> loop.execute(keeper::start);
    }
}
