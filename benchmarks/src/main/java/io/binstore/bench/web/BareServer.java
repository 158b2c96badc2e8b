package io.binstore.bench.web;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * What reading a value over HTTP costs at least: a controller that has the answer at hand, on the backend's libraries and
 * with its settings of the container.
 */
@EnableAutoConfiguration
@RestController
public class BareServer {

    private static final String VALUE = "v".repeat(100);

    /** What a read answers. */
    public record Found(String key, String value) {
    }

    public static void main(String[] args) {
        SpringApplication.run(BareServer.class, args);
    }

    @GetMapping("/v1/bins/{bin}/values/{key}")
    public Found get(@PathVariable("bin") String bin, @PathVariable("key") String key) {
        return new Found(key, VALUE);
    }
}
