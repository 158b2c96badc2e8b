package io.binstore.bed.fault;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The faults that a run can be told to do, by name. */
public enum FaultKind {

    KILL("kill", Needs.NOTHING, ProcessFaults::kill),
    KILL_PAIR("kill-pair", Needs.NOTHING, ProcessFaults::killPair),
    TERM("term", Needs.NOTHING, ProcessFaults::term),
    DRAIN("drain", Needs.NOTHING, DrainFaults::drain),
    ROLL("roll", Needs.NOTHING, ProcessFaults::roll),
    RESTART("restart", Needs.NOTHING, ProcessFaults::restart),
    PAUSE("pause", Needs.NOTHING, ProcessFaults::pause),
    QUOTA("quota", Needs.NOTHING, ProcessFaults::quota),
    KILL_LEAD("kill-lead", Needs.NOTHING, KeeperFaults::killLead),
    PAUSE_LEAD("pause-lead", Needs.NOTHING, KeeperFaults::pauseLead),
    NO_KEEPERS("no-keepers", Needs.NOTHING, KeeperFaults::none),
    KILL_TARGET("kill-target", Needs.NOTHING, MigrationFaults::killTarget),
    KILL_SOURCE("kill-source", Needs.NOTHING, MigrationFaults::killSource),
    KILL_MIGRATING_LEAD("kill-migrating-lead", Needs.NOTHING, MigrationFaults::killLead),
    ISOLATE("isolate", Needs.NAMESPACES, LinkFaults::isolate),
    CUT_PEERS("cut-peers", Needs.NAMESPACES, LinkFaults::peers),
    HALVES("halves", Needs.NAMESPACES, LinkFaults::halves),
    ONE_WAY("one-way", Needs.NAMESPACES, LinkFaults::oneWay),
    CUT_KEEPERS("cut-keepers", Needs.NAMESPACES, LinkFaults::keepers),
    CUT_CLIENTS("cut-clients", Needs.NAMESPACES, LinkFaults::clients),
    DELAY("delay", Needs.PROXY, ProxyFaults::delay),
    DROP_REPLY("drop-reply", Needs.PROXY, ProxyFaults::dropReply),
    TWICE("twice", Needs.PROXY, ProxyFaults::twice),
    LATE("late", Needs.PROXY, ProxyFaults::late);

    /** What a fault takes beside processes. */
    public enum Needs {
        NOTHING, NAMESPACES, PROXY
    }

    private final String word;
    private final Needs needs;
    private final BiConsumer<Ground, Episode> deed;

    FaultKind(String word, Needs needs, BiConsumer<Ground, Episode> deed) {
        this.word = word;
        this.needs = needs;
        this.deed = deed;
    }

    public String word() {
        return word;
    }

    public Needs needs() {
        return needs;
    }

    /** Does it, and undoes it. */
    void strike(Ground ground, Episode episode) {
        deed.accept(ground, episode);
    }

    /** @throws IllegalArgumentException if there is none of this name */
    public static FaultKind named(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no fault '" + word + "'; there are " + words()));
    }

    public static String words() {
        return Arrays.stream(values()).map(FaultKind::word).collect(Collectors.joining(", "));
    }

    /** Fewer backends and it would take all copies. */
    public int backendsMin() {
        return this == KILL_PAIR ? 3 : 1;
    }

    /** Those that a machine and so many backends allow. */
    public static List<FaultKind> possible(boolean namespaces, int backends) {
        return Arrays.stream(values())
                .filter(each -> namespaces || each.needs != Needs.NAMESPACES)
                .filter(each -> backends >= each.backendsMin()).toList();
    }
}
