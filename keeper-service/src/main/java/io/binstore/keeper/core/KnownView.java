package io.binstore.keeper.core;

import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.View;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The newest view that this keeper knows to have been chosen. */
final class KnownView {

    private final BiConsumer<@Nullable View, @Nullable View> onChange;
    private @Nullable View view;
    private @Nullable View extinct;
    private long sinceNanos;

    /** @param onChange takes the view before and the new one */
    KnownView(BiConsumer<@Nullable View, @Nullable View> onChange) {
        this.onChange = onChange;
    }

    @Nullable
    View view() {
        return view;
    }

    long epoch() {
        return view == null ? 0 : view.epoch();
    }

    /** 0 as long as no cluster is known. */
    long cluster() {
        return view == null ? 0 : view.cluster();
    }

    long sinceNanos() {
        return sinceNanos;
    }

    /**
     * Takes a chosen view if it is newer; one of another cluster only when this keeper knows none.
     */
    void offer(View offered, long nowNanos) {
        View before = view;
        View gone = extinct;
        if (gone != null && gone.cluster() == offered.cluster()
                && gone.epoch() >= offered.epoch()) {
            KeeperProbe.VIEW_OF_AN_EXTINCT_CLUSTER_IGNORED.hit();
            return;
        }
        if (before != null && (foreign(offered.cluster()) || offered.epoch() <= before.epoch())) {
            KeeperProbe.VIEW_KNOWN_ALREADY.hit();
            return;
        }
        view = offered;
        sinceNanos = nowNanos;
        onChange.accept(before, offered);
    }

    boolean foreign(long cluster) {
        return view != null && cluster != 0 && cluster != view.cluster();
    }

    /**
     * The last view whose members were all gone for good, or null. It was chosen, so what came
     * before it is void: a backend that it left out must hear of it before anything new is founded.
     */
    @Nullable
    View extinct() {
        return extinct;
    }

    /**
     * Drops a view whose members are all gone for good: its cluster is no more.
     *
     * @param gone whether a member is dead, or belongs to another cluster
     */
    void forgetIfExtinct(Predicate<Member> gone) {
        View before = view;
        if (before == null) {
            return;
        }
        for (Member member : before.members()) {
            if (!gone.test(member)) {
                return;
            }
        }
        KeeperProbe.CLUSTER_IS_EXTINCT.hit();
        view = null;
        extinct = before;
        onChange.accept(before, null);
    }
}
