package io.binstore.keeper.core;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who is left out of the next view. */
final class Removals {

    private Removals() {
    }

    /**
     * Those who keep others waiting: all that are certified dead; one silent member; if nobody else goes, one of two that
     * cannot reach each other.
     */
    static void urgent(ViewDraft draft, Situation now) {
        for (int index : now.dead()) {
            KeeperProbe.DEAD_MEMBER_GOES.hit();
            draft.remove(index, true);
        }
        silent(draft, now);
        if (!draft.changed()) {
            unreachable(draft, now);
        }
    }

    /**
     * One that is to leave and is in no chain any more goes. It knows so, as the base is active everywhere: nobody needs to
     * wait for its read leases when a chain changes.
     */
    static void emptied(ViewDraft draft, Situation now) {
        for (int index : now.leaving()) {
            boolean empty = draft.chains().stream()
                    .noneMatch(chain -> chain.replicas().contains(index));
            if (empty && draft.members().size() > 1) {
                KeeperProbe.LEAVING_MEMBER_GOES.hit();
                draft.remove(index, true);
                return;
            }
        }
    }

    /** At most one live member leaves per view, and only where it is not missed. */
    private static void silent(ViewDraft draft, Situation now) {
        int members = now.base().members().size();
        if (2 * (members - now.dead().size() - now.silent().size()) <= members) {
            KeeperProbe.TOO_MANY_ARE_GONE_TO_REMOVE_THE_SILENT.hit();
            // The others could not choose that view, and if the silent one could, it would not be
            // silent.
            return;
        }
        for (int index : now.silent()) {
            if (!now.dead().contains(index) && draft.members().size() > 1
                    && mayLeave(index, draft, now)) {
                KeeperProbe.SILENT_MEMBER_GOES.hit();
                draft.remove(index, false);
                return;
            }
            KeeperProbe.SILENT_MEMBER_HAS_TO_STAY.hit();
        }
    }

    /**
     * Of two members that answer the keepers and cannot reach each other one goes, as the chains of both stand still: the
     * one that has lost sight of the most others, the last one of several such.
     */
    private static void unreachable(ViewDraft draft, Situation now) {
        Map<Integer, SortedSet<Integer>> lost = new TreeMap<>();
        now.accusers().forEach((accused, accusers) -> {
            if (now.base().member(accused) != null && !now.doubtful().contains(accused)) {
                for (int accuser : accusers) {
                    lost.computeIfAbsent(accused, index -> new TreeSet<>()).add(accuser);
                    lost.computeIfAbsent(accuser, index -> new TreeSet<>()).add(accused);
                }
            }
        });
        int most = lost.values().stream().mapToInt(SortedSet::size).max().orElse(0);
        int goes = -1;
        for (Map.Entry<Integer, SortedSet<Integer>> entry : lost.entrySet()) {
            if (entry.getValue().size() == most && mayLeave(entry.getKey(), draft, now)) {
                goes = entry.getKey();
            }
        }
        if (goes >= 0) {
            KeeperProbe.MEMBER_OUT_OF_REACH_OF_ANOTHER_GOES.hit();
            draft.remove(goes, false);
        }
    }

    /** Only where every chain of its has another that answers, and all others are complete. */
    private static boolean mayLeave(int index, ViewDraft draft, Situation now) {
        for (int partition = 0; partition < draft.chains().size(); partition++) {
            List<Integer> chain = draft.chains().get(partition).replicas();
            if (chain.contains(index)) {
                boolean answering = false;
                for (int other : chain) {
                    if (other != index) {
                        answering |=
                                !now.silent().contains(other) && !now.doubtful().contains(other);
                        if (!now.reports().complete(partition, other)) {
                            return false;
                        }
                    }
                }
                if (!answering) {
                    return false;
                }
            }
        }
        return true;
    }
}
