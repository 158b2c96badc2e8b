package io.binstore.simulation.wound;

import java.nio.file.Path;
import java.util.Map;

/** The class files of a wounded core, for those who run it elsewhere than in the simulator. */
public final class WoundedClasses {

    private WoundedClasses() {
    }

    /**
     * Compiles what a wound changes, against the class path of this process.
     *
     * @param root the directory of the repository
     * @return by class name, inner classes included
     */
    public static Map<String, byte[]> of(Path root, Wound wound) {
        return new MemoryCompiler().compile(new CoreSources(root).wounded(wound));
    }
}
