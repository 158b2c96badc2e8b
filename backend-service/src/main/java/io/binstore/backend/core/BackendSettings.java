package io.binstore.backend.core;

import io.binstore.protocol.operation.Limits;
import java.util.List;

/**
 * What a backend is told at its start.
 *
 * @param index its place in the configured list of backends
 * @param address its own base address
 * @param keepers the base addresses of the keepers, for hints
 * @param bytesMax stored bytes (estimated, with overhead) above which writes that grow the store are refused
 * @param limits of single names and values
 * @param observer hears what happens, for checkers; {@link BackendObserver#NONE} in production
 */
public record BackendSettings(int index, String address, List<String> keepers, long bytesMax,
        Limits limits,
        BackendObserver observer) {

    public BackendSettings {
        keepers = List.copyOf(keepers);
    }
}
