package io.binstore.backend.config;

import io.binstore.backend.actuate.BackendHealth;
import io.binstore.backend.actuate.BackendMetrics;
import io.binstore.backend.direct.DirectConnection;
import io.binstore.backend.direct.DirectPorts;
import io.binstore.backend.direct.DirectServer;
import io.binstore.backend.direct.DirectUpgrade;
import io.binstore.backend.direct.ReplyEncoder;
import io.binstore.backend.direct.ViewFrames;
import io.binstore.backend.http.Admission;
import io.binstore.backend.http.ApiServlet;
import io.binstore.backend.http.CallTimers;
import io.binstore.backend.http.DirectNode;
import io.binstore.backend.http.Node;
import io.binstore.backend.http.ProblemValve;
import io.binstore.backend.http.RawPathAdapter;
import io.binstore.client.netty.NettyLoop;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.filter.RequestContextFilter;

/** The web server and what it serves. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ClusterProperties.class, BackendProperties.class})
public class WebConfiguration {

    /**
     * The part of the heap that bodies of waiting calls may take, for callers and for peers: a
     * sixteenth each.
     */
    private static final int BODIES_PART_OF_HEAP = 16;
    /** Any single body must find room. */
    private static final long BODIES_BYTES_MIN = 32 << 20;
    /** Connections that rest, or are peers', beside those of waiting calls. */
    private static final int CONNECTIONS_SPARE = 256;
    /** Other processes of the cluster: hundreds, with a few connections each. */
    private static final int PEER_CALLS_MAX = 4_096;

    @Bean
    Self self(ClusterProperties cluster, BackendProperties backend, Environment environment) {
        return Self.of(cluster.backends(), backend.index(),
                environment.getProperty("server.port", Integer.class));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> serverCustomizer(Self self,
            BackendProperties backend) {
        int connectionsMax = backend.callsAtOnce() * 3 / 2 + CONNECTIONS_SPARE;
        return factory -> {
            factory.setPort(self.port());
            factory.addConnectorCustomizers(RawPathAdapter::install, connector -> {
                // Further connections wait to be accepted; each one that is may take as much heap
                // as a waiting call.
                connector.setProperty("maxConnections", Integer.toString(connectionsMax));
                // Buffers of closed connections are not kept: 16 KB each, up to 500 of them.
                connector.setProperty("socket.bufferPool", "0");
                // A body that will be refused for its length is not asked for.
                connector.setProperty("continueResponseTiming", "onRead");
            });
            factory.addContextCustomizers(ProblemValve::install);
        };
    }

    @Bean
    Admission callers(BackendProperties backend) {
        return new Admission(backend.callsAtOnce(), bodyBytesMax());
    }

    @Bean
    Admission peers() {
        return new Admission(PEER_CALLS_MAX, bodyBytesMax());
    }

    @Bean
    CallTimers callTimers(MeterRegistry registry) {
        return new CallTimers(registry);
    }

    @Bean
    ReplyEncoder replyEncoder() {
        return new ReplyEncoder();
    }

    @Bean
    DirectServer directServer(NettyLoop loop, DirectNode node,
            @Qualifier("callers") Admission callers, @Qualifier("peers") Admission peers,
            CallTimers timers, ReplyEncoder encoder) {
        DirectPorts ports =
                new DirectPorts(node, callers, peers, timers, new ViewFrames(), encoder);
        return new DirectServer(loop, stoodStill -> new DirectConnection(ports, stoodStill));
    }

    @Bean
    ServletRegistrationBean<ApiServlet> apiServlet(Node node, BackendProperties backend,
            @Qualifier("callers") Admission callers, @Qualifier("peers") Admission peers,
            CallTimers timers, DirectServer direct) {
        ApiServlet servlet = new ApiServlet(node, backend.limits(), callers, peers, timers,
                new DirectUpgrade(direct));
        var registration = new ServletRegistrationBean<>(servlet, RawPathAdapter.SERVLET_PATH);
        registration.setLoadOnStartup(1);
        return registration;
    }

    /** Nothing here asks Spring for the current request; each call would pay for it. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> noRequestContext() {
        var registration = new FilterRegistrationBean<>(new RequestContextFilter());
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    BackendHealth binstoreHealthIndicator(Node node) {
        return new BackendHealth(node);
    }

    @Bean
    BackendMetrics backendMetrics(Node node, @Qualifier("callers") Admission callers) {
        return new BackendMetrics(node, callers);
    }

    private static long bodyBytesMax() {
        return Math.max(BODIES_BYTES_MIN, Runtime.getRuntime().maxMemory() / BODIES_PART_OF_HEAP);
    }
}
