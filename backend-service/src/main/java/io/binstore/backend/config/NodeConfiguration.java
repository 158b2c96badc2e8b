package io.binstore.backend.config;

import io.binstore.backend.http.LoopNode;
import io.binstore.client.netty.NettyLoop;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The backend itself; it runs before the web server does. */
@Configuration(proxyBeanMethods = false)
public class NodeConfiguration {

    @Bean(destroyMethod = "close")
    NodeProcess nodeProcess(Self self, ClusterProperties cluster, BackendProperties backend) {
        return NodeProcess.start(self, cluster, backend);
    }

    @Bean
    DrainBeforeStop drainBeforeStop(NodeProcess process, BackendProperties backend) {
        return new DrainBeforeStop(process, backend.drainTimeout());
    }

    @Bean
    LoopNode node(NodeProcess process) {
        return process.node();
    }

    /** Closed with its process. */
    @Bean(destroyMethod = "")
    NettyLoop loop(NodeProcess process) {
        return process.loop();
    }
}
