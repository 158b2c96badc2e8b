package io.binstore.protocol.model;

/**
 * One incarnation of a backend, as a view lists it.
 *
 * @param index the backend's place in the configured list, from 0
 * @param address its base address, such as {@code http://localhost:7100}
 * @param incarnation a positive random number drawn at each start
 */
public record Member(int index, String address, long incarnation) {
}
