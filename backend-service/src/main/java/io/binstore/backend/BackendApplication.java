package io.binstore.backend;

import io.binstore.backend.config.NodeConfiguration;
import io.binstore.backend.config.WebConfiguration;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Starts one backend. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({NodeConfiguration.class, WebConfiguration.class})
public class BackendApplication {

    private static final int EXIT_BROKEN = 3;

    public static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler(BackendApplication::uncaught);
        SpringApplication.run(BackendApplication.class, args);
    }

    /**
     * Without one of its threads, or without memory, a backend would be silent; a dead one is
     * replaced at once.
     */
    private static void uncaught(Thread thread, Throwable failure) {
        if (failure instanceof VirtualMachineError) {
            Runtime.getRuntime().halt(EXIT_BROKEN);
        }
        LoggerFactory.getLogger(BackendApplication.class).error("{} ended by a defect", thread,
                failure);
    }
}
