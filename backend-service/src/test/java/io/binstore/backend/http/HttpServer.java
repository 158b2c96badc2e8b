package io.binstore.backend.http;

import io.binstore.backend.config.WebConfiguration;
import io.binstore.client.netty.NettyLoop;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The web server of a backend on a free port, with a {@link StubNode} behind it; one for all tests
 * that ask for it.
 */
@SpringBootTest(classes = HttpServer.Setup.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"binstore.backend.index=0", "binstore.backend.calls-max=4"})
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface HttpServer {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(WebConfiguration.class)
    class Setup {

        @Bean
        StubNode node() {
            return new StubNode();
        }

        @Bean
        NettyLoop loop() {
            return new NettyLoop("test");
        }
    }
}
