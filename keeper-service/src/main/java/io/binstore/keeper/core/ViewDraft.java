package io.binstore.keeper.core;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The next view while it is being put together. */
final class ViewDraft {

    private final View base;
    private final List<Member> members;
    private final List<Member> dead;
    private final List<ChainDraft> chains;
    private long lost;

    ViewDraft(View base) {
        this.base = base;
        this.members = new ArrayList<>(base.members());
        this.dead = new ArrayList<>(base.dead());
        this.lost = base.lost();
        this.chains = new ArrayList<>(base.chains().size());
        for (Chain chain : base.chains()) {
            chains.add(new ChainDraft(chain, base.epoch() + 1));
        }
    }

    List<Member> members() {
        return members;
    }

    List<ChainDraft> chains() {
        return chains;
    }

    /** Takes a member out, everywhere. @param certified whether it is known to be dead, or to know that it holds nothing */
    void remove(int index, boolean certified) {
        Member member = base.member(index);
        if (member == null || !members.remove(member)) {
            return;
        }
        if (certified) {
            dead.add(member);
        }
        for (ChainDraft chain : chains) {
            chain.removeReplica(index);
            chain.removeLearner(index);
        }
    }

    void add(Member member) {
        members.add(member);
        members.sort(Comparator.comparingInt(Member::index));
    }

    void countLoss() {
        lost++;
    }

    boolean changed() {
        return !members.equals(base.members()) || chains.stream().anyMatch(ChainDraft::changed);
    }

    View toView() {
        List<Member> lastDead = dead.subList(Math.max(0, dead.size() - View.DEAD_MAX), dead.size());
        return new View(base.cluster(), base.epoch() + 1, members,
                chains.stream().map(ChainDraft::toChain).toList(),
                lastDead, lost);
    }
}
