package io.binstore.bed.host;

import io.binstore.launcher.cluster.Kind;
import io.binstore.launcher.cluster.Layout;
import io.binstore.launcher.cluster.Name;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/**
 * A network namespace for each process, all joined by a bridge, on which the bed itself has an address too.
 *
 * <p>
 * A link is cut in one direction by a false neighbour: the sender believes that the receiver has an Ethernet address that
 * nobody has. So packets leave and vanish, connections that exist fall silent, and neither side hears of anything.
 *
 * <p>
 * Names begin with this process's id; what a bed left that was killed is removed by the next one.
 */
public final class NetHosts implements Hosts {

    private static final String PREFIX = "bed";
    private static final String NOBODY = "02:de:ad:00:00:01";
    private static final String INTERFACE = "eth0";
    private static final int PORT = 7100;
    private static final int BACK_PORT = 8100;
    private static final int BED_HOST = 254;

    private final Layout layout;
    private final boolean proxied;
    private final long pid = ProcessHandle.current().pid();
    private final String bridge = PREFIX + pid;
    private final String subnet;
    private final Map<String, Integer> hosts = new LinkedHashMap<>();
    private final Set<Link> cuts = new LinkedHashSet<>();
    private boolean opened;

    public NetHosts(Layout layout, int clients, boolean proxied) {
        this.layout = layout;
        this.proxied = proxied;
        // Documentation names no range for this; one of the private ones, another for each process.
        this.subnet = "10." + (64 + pid / 256 % 128) + "." + pid % 256 + ".";
        for (Kind kind : Kind.values()) {
            layout.names(kind).forEach(name -> add(Hosts.host(name)));
        }
        for (int i = 0; i < clients; i++) {
            add(Hosts.client(i));
        }
        if (hosts.size() >= BED_HOST) {
            throw new IllegalArgumentException("a run has fewer than " + BED_HOST + " hosts");
        }
    }

    private void add(String host) {
        hosts.put(host, hosts.size() + 1);
    }

    /** Whether this machine lets the bed make namespaces. */
    public static boolean possible() {
        if (!Files.isExecutable(Path.of("/usr/sbin/ip")) && !Files.isExecutable(Path.of("/sbin/ip"))
                && !Files.isExecutable(Path.of("/bin/ip"))) {
            return false;
        }
        String probe = PREFIX + ProcessHandle.current().pid() + "-probe";
        boolean made = Shell.run(List.of("ip", "netns", "add", probe), "").status() == 0;
        boolean linked = made
                && Shell.run(List.of("ip", "-n", probe, "link", "add", "v0", "type", "veth",
                        "peer", "name", "v1"), "").status() == 0
                && Shell.run(List.of("ip", "-n", probe, "link", "add", "b0", "type", "bridge"), "")
                        .status() == 0;
        if (made) {
            Shell.run(List.of("ip", "netns", "del", probe), "");
        }
        return linked;
    }

    @Override
    public void open() {
        removeWhatTheDeadLeft();
        opened = true;
        StringBuilder lines = new StringBuilder();
        lines.append("link add ").append(bridge).append(" type bridge\n")
                .append("addr add ").append(ip(BED_HOST)).append("/24 dev ").append(bridge)
                .append("\nlink set ").append(bridge).append(" up\n");
        hosts.forEach((host, number) -> {
            String space = space(host);
            String outer = PREFIX + pid + "v" + number;
            lines.append("netns add ").append(space)
                    .append("\nlink add ").append(outer).append(" type veth peer name ")
                    .append(INTERFACE).append(" netns ").append(space)
                    .append("\nlink set ").append(outer).append(" master ").append(bridge)
                    .append(" up\n");
        });
        Shell.ip(lines.toString());
        hosts.forEach((host, number) -> Shell.run(List.of("ip", "-n", space(host), "-batch", "-"),
                "link set lo up\naddr add " + ip(number) + "/24 dev " + INTERFACE + "\nlink set "
                        + INTERFACE + " up\n"));
    }

    private static void removeWhatTheDeadLeft() {
        for (String line : Shell.run(List.of("ip", "netns", "list"), "").output().split("\n")) {
            String space = line.split(" ")[0];
            if (space.matches(PREFIX + "[0-9]+-.*") && isDead(space.split("-")[0])) {
                Shell.run(List.of("ip", "netns", "del", space), "");
            }
        }
        for (String line : Shell.run(List.of("ip", "-o", "link", "show", "type", "bridge"), "")
                .output().split("\n")) {
            String[] words = line.split(": ");
            if (words.length > 1 && words[1].matches(PREFIX + "[0-9]+") && isDead(words[1])) {
                Shell.run(List.of("ip", "link", "del", words[1]), "");
            }
        }
    }

    private static boolean isDead(String prefixed) {
        long owner = Long.parseLong(prefixed.substring(PREFIX.length()));
        return ProcessHandle.of(owner).isEmpty();
    }

    private String space(String host) {
        return PREFIX + pid + "-" + host;
    }

    private String ip(int number) {
        return subnet + number;
    }

    private String ip(String host) {
        Integer number = hosts.get(host);
        if (number == null) {
            throw new IllegalArgumentException("there is no host " + host);
        }
        return ip(number);
    }

    @Override
    public boolean cuttable() {
        return true;
    }

    @Override
    public synchronized void cut(List<Link> links) {
        change(links, "replace", " lladdr " + NOBODY + " nud permanent");
        cuts.addAll(links);
    }

    @Override
    public synchronized void healAll() {
        change(new ArrayList<>(cuts), "del", "");
        cuts.clear();
    }

    private void change(List<Link> links, String verb, String detail) {
        Map<String, StringBuilder> lines = new LinkedHashMap<>();
        for (Link link : links) {
            lines.computeIfAbsent(link.from(), from -> new StringBuilder()).append("neigh ")
                    .append(verb).append(' ').append(ip(link.to())).append(detail)
                    .append(" dev ").append(INTERFACE).append('\n');
        }
        lines.forEach((from, text) -> {
            Shell.Ended ended = Shell.run(List.of("ip", "-n", space(from), "-batch", "-"),
                    text.toString());
            if (ended.status() != 0) {
                throw new IllegalStateException("ip failed at " + from + ": " + ended.output());
            }
        });
    }

    @Override
    public ThreadFactory threads(String host) {
        String space = space(host);
        return task -> {
            Thread thread = Thread.ofPlatform().name(host).daemon().unstarted(() -> {
                Namespace.enter(space);
                task.run();
            });
            return thread;
        };
    }

    @Override
    public String address(Name name) {
        return "http://" + ip(Hosts.host(name)) + ":" + PORT;
    }

    @Override
    public InetSocketAddress front(Name name) {
        return new InetSocketAddress(ip(Hosts.host(name)), PORT);
    }

    @Override
    public InetSocketAddress back(Name name) {
        return isProxied(name) ? new InetSocketAddress("127.0.0.1", BACK_PORT) : front(name);
    }

    private boolean isProxied(Name name) {
        return proxied && name.kind() == Kind.BACKEND;
    }

    @Override
    public List<String> listening(Name name) {
        InetSocketAddress back = back(name);
        return List.of("--server.address=" + back.getAddress().getHostAddress(),
                "--server.port=" + back.getPort());
    }

    @Override
    public List<String> inside(Name name, List<String> command) {
        return inside(Hosts.host(name), command);
    }

    @Override
    public List<String> insideClient(int client, List<String> command) {
        return inside(Hosts.client(client), command);
    }

    private List<String> inside(String host, List<String> command) {
        // Ends as the command itself: the pid stays.
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", space(host)));
        inside.addAll(command);
        return inside;
    }

    @Override
    public void checkIsFree(Name name) {
        // Nobody else is there.
    }

    @Override
    public String description() {
        return "a network namespace for each process" + (proxied ? ", proxies before backends"
                : "") + ", " + layout.backends() + " backends configured";
    }

    @Override
    public synchronized void close() {
        if (!opened) {
            return;
        }
        opened = false;
        hosts.keySet().forEach(
                host -> Shell.run(List.of("ip", "netns", "del", space(host)), ""));
        Shell.run(List.of("ip", "link", "del", bridge), "");
    }
}
