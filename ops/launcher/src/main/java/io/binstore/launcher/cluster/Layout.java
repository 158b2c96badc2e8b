package io.binstore.launcher.cluster;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the processes of a cluster listen: the description that all of them get.
 *
 * @param portBase the port of backend 0; the others follow
 * @param backends configured backends; not all of them need to run
 * @param keepers configured keepers
 * @param packed so many backends share a process: one, unless developers want to see hundreds
 */
public record Layout(int portBase, int backends, int keepers, int packed) {

    public static final int BACKENDS_MAX = 300;
    public static final int KEEPERS_MAX = 10;
    public static final int PORT_BASE_DEFAULT = 7100;

    /** How far the keepers' ports are above the backends'. */
    private static final int KEEPERS_ABOVE = 400;
    private static final int PORT_MIN = 1024;
    private static final int PORT_MAX = 65_535;

    public Layout {
        between("backends", backends, 1, BACKENDS_MAX);
        between("keepers", keepers, 1, KEEPERS_MAX);
        between("port base", portBase, PORT_MIN, PORT_MAX - KEEPERS_ABOVE - KEEPERS_MAX);
        between("backends in one process", packed, 1, BACKENDS_MAX);
    }

    public Layout(int portBase, int backends, int keepers) {
        this(portBase, backends, keepers, 1);
    }

    private static void between(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new Trouble("the number of " + what + " must be from " + min + " to " + max
                    + ", not " + value);
        }
    }

    public int port(Name name) {
        return name.kind() == Kind.BACKEND ? portBase + name.index()
                : portBase + KEEPERS_ABOVE + name.index();
    }

    public String address(Name name) {
        return "http://localhost:" + port(name);
    }

    public int count(Kind kind) {
        return kind == Kind.BACKEND ? backends : keepers;
    }

    public List<Name> names(Kind kind) {
        return IntStream.range(0, count(kind)).mapToObj(index -> new Name(kind, index)).toList();
    }

    public List<String> addresses(Kind kind) {
        return names(kind).stream().map(this::address).toList();
    }

    /** @throws Trouble if the description has no such process */
    public void checkDescribes(Name name) {
        if (name.index() < 0 || name.index() >= count(name.kind())) {
            throw new Trouble(
                    "this cluster has no " + name + ": the last one it is described with is "
                            + new Name(name.kind(), count(name.kind()) - 1));
        }
    }
}
