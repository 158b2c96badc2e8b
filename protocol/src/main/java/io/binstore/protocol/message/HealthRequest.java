package io.binstore.protocol.message;

/** The poll of a process's actuator health; backends and keepers answer it. */
public record HealthRequest() implements Request {
}
