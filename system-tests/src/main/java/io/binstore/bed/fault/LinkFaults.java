package io.binstore.bed.fault;

import io.binstore.bed.host.Hosts;
import io.binstore.bed.host.Hosts.Link;
import io.binstore.launcher.cluster.Name;
import java.util.ArrayList;
import java.util.List;

/** What happens to the network between hosts: silence, in one or both directions. */
final class LinkFaults {

    private LinkFaults() {
    }

    /** A backend that neither hears nor is heard by anybody. */
    static void isolate(Ground ground, Episode episode) {
        Name victim = ground.backends().getFirst();
        episode.hits(victim, ground.incarnation(victim));
        List<String> others = everybody(ground);
        others.remove(Hosts.host(victim));
        cut(ground, episode, both(List.of(Hosts.host(victim)), others));
    }

    /** A backend that clients still reach, and nobody else: what it answers now may be the past. */
    static void peers(Ground ground, Episode episode) {
        Name victim = ground.backends().getFirst();
        episode.hits(victim, ground.incarnation(victim));
        List<String> others = everybody(ground);
        others.remove(Hosts.host(victim));
        others.removeAll(clients(ground));
        cut(ground, episode, both(List.of(Hosts.host(victim)), others));
    }

    /** Two halves that do not hear each other, keepers and clients on both sides. */
    static void halves(Ground ground, Episode episode) {
        List<String> near = new ArrayList<>();
        List<String> far = new ArrayList<>();
        deal(ground.backends().stream().map(Hosts::host).toList(), near, far);
        deal(ground.keepers().stream().map(Hosts::host).toList(), near, far);
        deal(clients(ground), near, far);
        episode.hits(String.join(" ", near) + " from the others");
        cut(ground, episode, both(near, far));
    }

    /** One backend does not reach another, which reaches it. */
    static void oneWay(Ground ground, Episode episode) {
        List<Name> backends = ground.backends();
        Name from = backends.get(0);
        Name to = backends.get(1);
        episode.hits(from + " to " + to);
        cut(ground, episode, List.of(new Link(Hosts.host(from), Hosts.host(to))));
    }

    /** No keeper hears a backend or is heard by one. */
    static void keepers(Ground ground, Episode episode) {
        episode.hits("keepers from backends");
        cut(ground, episode, both(ground.keepers().stream().map(Hosts::host).toList(),
                ground.backends().stream().map(Hosts::host).toList()));
    }

    /** No client reaches one backend, which all others reach: it is head of a share of the partitions. */
    static void clients(Ground ground, Episode episode) {
        Name victim = ground.backends().getFirst();
        episode.hits("clients from " + victim);
        cut(ground, episode, both(clients(ground), List.of(Hosts.host(victim))));
    }

    private static void cut(Ground ground, Episode episode, List<Link> links) {
        episode.struck();
        ground.hosts().cut(links);
        try {
            Link probe = links.stream().filter(each -> each.to().startsWith("backend")).findFirst()
                    .orElse(links.getFirst());
            Name target = name(probe.to());
            episode.bite(ground.vanishes(probe.from(), target),
                    "packets from " + probe.from() + " to " + probe.to() + " vanish");
            ground.hold(ground.tempo().holdMillis());
        } finally {
            ground.hosts().healAll();
        }
        episode.healed();
        for (Link link : links) {
            if (!link.to().startsWith("client")) {
                episode.bite(!ground.vanishes(link.from(), name(link.to())), "and arrive again");
                return;
            }
        }
    }

    private static Name name(String host) {
        int index = Integer.parseInt(host.substring(host.indexOf('-') + 1));
        return host.startsWith("keeper") ? Name.keeper(index) : Name.backend(index);
    }

    private static List<Link> both(List<String> some, List<String> others) {
        List<Link> links = new ArrayList<>();
        for (String one : some) {
            for (String other : others) {
                links.add(new Link(one, other));
                links.add(new Link(other, one));
            }
        }
        return links;
    }

    private static void deal(List<String> hosts, List<String> near, List<String> far) {
        for (int i = 0; i < hosts.size(); i++) {
            (i % 2 == 0 ? near : far).add(hosts.get(i));
        }
    }

    private static List<String> clients(Ground ground) {
        List<String> clients = new ArrayList<>();
        for (int i = 0; i < ground.clients(); i++) {
            clients.add(Hosts.client(i));
        }
        return clients;
    }

    private static List<String> everybody(Ground ground) {
        List<String> hosts = new ArrayList<>(ground.backends().stream().map(Hosts::host).toList());
        ground.keepers().forEach(keeper -> hosts.add(Hosts.host(keeper)));
        hosts.addAll(clients(ground));
        return hosts;
    }
}
