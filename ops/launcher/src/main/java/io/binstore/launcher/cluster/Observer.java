package io.binstore.launcher.cluster;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Watches a cluster from outside, by what its processes answer. */
public final class Observer {

    private static final int REPLICAS = 3;

    /** Without a new view for so long, none is to be expected. */
    private static final long STILL_NANOS = 1_000_000_000L;

    private final LocalCluster cluster;
    private long epochSeen;
    private long epochSeenNanos;

    public Observer(LocalCluster cluster) {
        this.cluster = cluster;
    }

    /** The cluster as its lead shows it, or else the keeper that knows the newest view; null if no keeper answers. */
    public @Nullable ClusterState state() {
        SortedMap<Integer, ClusterState> states = new TreeMap<>();
        for (LocalProcess keeper : cluster.running(Kind.KEEPER)) {
            JsonNode json = keeper.isPaused() ? null : document(keeper.name(), "/actuator/cluster");
            if (json != null) {
                states.put(keeper.name().index(), ClusterState.of(json));
            }
        }
        for (Map.Entry<Integer, ClusterState> entry : states.entrySet()) {
            ClusterState.Lead lead = entry.getValue().lead();
            if (lead != null && lead.index() == entry.getKey()) {
                return entry.getValue();
            }
        }
        return states.values().stream().max(Comparator.comparingLong(ClusterState::epoch))
                .orElse(null);
    }

    /** Which keeper leads and runs; null while none does. */
    public @Nullable Integer lead() {
        ClusterState state = state();
        ClusterState.Lead lead = state == null ? null : state.lead();
        return lead != null && cluster.find(Name.keeper(lead.index())) != null ? lead.index()
                : null;
    }

    /** Who stores what, as some backend that runs knows it; null if none does yet. */
    public @Nullable ClusterView view() {
        return view(Long.MAX_VALUE);
    }

    /** The newest view, or the first that is new enough. */
    private @Nullable ClusterView view(long enough) {
        ClusterView newest = null;
        for (LocalProcess backend : cluster.running(Kind.BACKEND)) {
            if (newest != null && newest.epoch() >= enough) {
                break;
            }
            JsonNode json = backend.isPaused() ? null : document(backend.name(), "/v1/view");
            ClusterView view = json == null ? null : ClusterView.of(json);
            if (view != null && (newest == null || view.epoch() > newest.epoch())) {
                newest = view;
            }
        }
        return newest;
    }

    /**
     * What is missing until all backends that run are members, in the incarnation that runs, and nobody else is, all
     * partitions have as many complete replicas as there can be, a keeper leads and all keepers answer.
     *
     * @return null if nothing is missing, else a few words
     */
    public @Nullable String missing() {
        // First what a keeper says by itself: to ask hundreds of backends costs them.
        ClusterState first = state();
        String early = missing(first);
        if (early != null || first == null) {
            return early;
        }
        ClusterView view = view(first.epoch());
        // Asked for after the view: what it counts is about that view's chains or later ones.
        ClusterState state = state();
        if (missing(state) instanceof String late) {
            return late;
        }
        if (view == null || state == null || state.epoch() < view.epoch()) {
            return "the keepers do not know the newest view yet";
        }
        return membersMissing(view) instanceof String members ? members
                : copiesMissing(view, state);
    }

    private @Nullable String missing(@Nullable ClusterState state) {
        if (state == null) {
            List<LocalProcess> running = cluster.running();
            long answering = running.stream()
                    .filter(process -> !process.isPaused() && answers(process.name())).count();
            return answering + " of " + running.size() + " processes answer, no keeper among them";
        }
        if (state.lead() == null || cluster.find(Name.keeper(state.lead().index())) == null) {
            return "no keeper leads yet";
        }
        for (LocalProcess keeper : cluster.running(Kind.KEEPER)) {
            if ("down".equals(state.keepers().get(keeper.name().index()))) {
                return keeper.name() + " does not answer yet";
            }
        }
        int members = state.members().size();
        int running = cluster.running(Kind.BACKEND).size();
        return members == running ? null : members + " of " + running + " backends are members";
    }

    private @Nullable String membersMissing(ClusterView view) {
        SortedMap<Integer, String> others = new TreeMap<>(view.members());
        for (LocalProcess backend : cluster.running(Kind.BACKEND)) {
            JsonNode health = document(backend.name(), "/actuator/health");
            if (health == null) {
                return backend.name() + " does not answer yet";
            }
            if (!detail(health, "incarnation").equals(others.remove(backend.name().index()))) {
                return backend.name() + " is no member yet";
            }
        }
        return others.isEmpty() ? null : Name.backend(others.firstKey()) + " is still a member";
    }

    private static @Nullable String copiesMissing(ClusterView view, ClusterState state) {
        int copies = Math.min(REPLICAS, view.members().size());
        int below = state.partitionsBelow(copies);
        return below == 0 ? null
                : below + " of " + state.partitions() + " partitions have fewer than " + copies
                        + " copies";
    }

    /**
     * As {@link #missing}; moreover the copies are spread evenly, none is on its way, and the view has not changed for a
     * while: heads move when all else is done. Only asking again and again can find that out.
     */
    public @Nullable String unsettled() {
        String missing = missing();
        ClusterState state = missing == null ? state() : null;
        if (state == null) {
            return missing == null ? "no keeper answers" : missing;
        }
        if (state.epoch() != epochSeen) {
            epochSeen = state.epoch();
            epochSeenNanos = System.nanoTime();
        }
        if (state.migrating() > 0) {
            return state.migrating() + " copies are on their way";
        }
        int[] replicas = state.backends().values().stream().filter(ClusterState.Backend::isMember)
                .mapToInt(ClusterState.Backend::replicas).sorted().toArray();
        int difference = replicas.length == 0 ? 0 : replicas[replicas.length - 1] - replicas[0];
        if (difference > 1) {
            return "one backend has " + difference + " copies more than another";
        }
        return System.nanoTime() - epochSeenNanos < STILL_NANOS ? "views still change" : null;
    }

    /** How many of these do not answer yet, in a few words, or null. */
    public @Nullable String silent(List<Name> names) {
        for (int i = 0; i < names.size(); i++) {
            if (!answers(names.get(i))) {
                return names.get(i) + " does not answer yet, " + i + " before it do";
            }
        }
        return null;
    }

    /** Whether a process answers when asked how it is. */
    public boolean answers(Name name) {
        return document(name, "/actuator/health") != null;
    }

    /** A detail of what a process says about its health; empty if it does not answer, or has no such detail. */
    public String health(Name name, String detail) {
        JsonNode health = document(name, "/actuator/health");
        return health == null ? "" : detail(health, detail);
    }

    private static String detail(JsonNode health, String name) {
        for (JsonNode component : health.path("components")) {
            JsonNode detail = component.path("details").path(name);
            if (!detail.isMissingNode()) {
                return detail.asString("");
            }
        }
        return "";
    }

    private @Nullable JsonNode document(Name name, String path) {
        return Http.document(cluster.address(name) + path);
    }
}
