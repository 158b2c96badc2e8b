package io.binstore.launcher.cluster;

import java.util.List;

/**
 * Where the processes of a cluster live: how the others reach them, and what makes them live there.
 */
public interface Housing {

    /** What all processes are told of where this one is reached. */
    String address(Name name);

    /** The options that make it listen, such as {@code --server.port=7100}. */
    List<String> listening(Name name);

    /** A command that runs another one in this process's place; the pid must stay the same. */
    List<String> inside(Name name, List<String> command);

    /** @throws Trouble if something else listens where this process is to */
    void checkIsFree(Name name);
}
