package io.binstore.bench.store;

import java.nio.file.Path;

/**
 * Where servers run.
 *
 * @param home the project's folder
 * @param java the program that runs jars
 * @param folder for logs and pid files
 * @param portBase the first port; the stores take what they need above it, 700 ports at most
 */
public record Place(Path home, Path java, Path folder, int portBase) {

    static final int REDIS_ABOVE = 600;
    static final int HAZELCAST_ABOVE = 650;
}
