package io.binstore.keeper.config;

import io.binstore.client.netty.NettyLoop;
import io.binstore.keeper.actuate.ClusterEndpoint;
import io.binstore.keeper.actuate.KeeperHealth;
import io.binstore.keeper.actuate.KeeperMetrics;
import io.binstore.keeper.http.DrainHandler;
import io.binstore.keeper.http.ProblemResolver;
import io.binstore.keeper.http.ProblemValve;
import io.binstore.keeper.node.KeeperNode;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** The web server and what it serves. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ClusterProperties.class, KeeperProperties.class})
class WebConfiguration {

    private static final int BEFORE_THE_ACTUATOR = -200;

    @Bean
    Self self(ClusterProperties cluster, KeeperProperties keeper, Environment environment) {
        return Self.of(cluster.keepers(), keeper.index(),
                environment.getProperty("server.port", Integer.class));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> serverCustomizer(Self self) {
        return factory -> {
            factory.setPort(self.port());
            factory.addContextCustomizers(ProblemValve::install);
        };
    }

    @Bean
    ProblemResolver problemResolver() {
        return new ProblemResolver();
    }

    @Bean
    KeeperHealth keeperHealthIndicator(KeeperNode node) {
        return new KeeperHealth(node);
    }

    @Bean
    KeeperMetrics keeperMetrics(KeeperNode node) {
        return new KeeperMetrics(node);
    }

    /** Before the actuator's own mapping, which would refuse POST and DELETE below its endpoint. */
    @Bean
    SimpleUrlHandlerMapping drainMapping(KeeperNode node, ClusterProperties cluster) {
        return new SimpleUrlHandlerMapping(
                Map.of(DrainHandler.PATH, new DrainHandler(node, cluster.backends())),
                BEFORE_THE_ACTUATOR);
    }

    @Bean
    ClusterEndpoint clusterEndpoint(KeeperNode node, NettyLoop loop) {
        return new ClusterEndpoint(node, loop, InstantSource.system());
    }
}
