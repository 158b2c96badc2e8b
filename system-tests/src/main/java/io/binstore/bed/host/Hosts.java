package io.binstore.bed.host;

import io.binstore.launcher.cluster.Housing;
import io.binstore.launcher.cluster.Name;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * The hosts of a run: one for each process, as far as the machine can tell them apart.
 *
 * <p>
 * A host is named after the process on it, {@code backend-0} or {@code client-1}.
 */
public interface Hosts extends Housing, AutoCloseable {

    /** Makes them. */
    void open();

    /** Whether links between hosts can be cut. */
    boolean cuttable();

    /** From now on packets from one host to another vanish, without a word to either. */
    void cut(List<Link> links);

    /** Ends all cuts. */
    void healAll();

    /** Makes threads whose sockets are on a host. */
    ThreadFactory threads(String host);

    /** Where callers look for a process. */
    InetSocketAddress front(Name name);

    /** Where the process itself listens: elsewhere if a proxy stands before it. */
    InetSocketAddress back(Name name);

    /** A command that runs another one on a client's host. */
    List<String> insideClient(int client, List<String> command);

    /** What the hosts are, in a few words. */
    String description();

    @Override
    void close();

    static String host(Name name) {
        return name.kind().word() + "-" + name.index();
    }

    static String client(int index) {
        return "client-" + index;
    }

    /** One direction of the link between two hosts. */
    record Link(String from, String to) {
    }
}
