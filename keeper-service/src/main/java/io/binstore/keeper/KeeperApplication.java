package io.binstore.keeper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/** Starts one keeper. Errors are problem documents, so there is no error page. */
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
public class KeeperApplication {

    public static void main(String[] args) {
        SpringApplication.run(KeeperApplication.class, args);
    }
}
