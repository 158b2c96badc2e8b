package io.binstore.client.core;

import static io.binstore.client.core.Fixtures.A;
import static io.binstore.client.core.Fixtures.B;
import static io.binstore.client.core.Fixtures.C;
import static io.binstore.client.core.Fixtures.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ViewCacheTest {

    private static final long X = 0xa;
    private static final long Y = 0xb;

    private final FakeTime time = new FakeTime();
    private final FakeNetwork network = new FakeNetwork(time);
    private final List<View> adopted = new ArrayList<>();
    private final List<String> suspects = new ArrayList<>();
    private boolean waiting;

    private final ViewCache.Owner owner = new ViewCache.Owner() {
        @Override
        public boolean waitsForNews() {
            return waiting;
        }

        @Override
        public boolean isSuspect(String address) {
            return suspects.contains(address);
        }

        @Override
        public void adopted(View view) {
            adopted.add(view);
            waiting = false;
        }
    };

    private ViewCache cache(@Nullable String near, String... seeds) {
        ClientSettings settings = new ClientSettings(List.of(seeds), near, 1, 1, 1);
        return new ViewCache(settings, time, time, new FakeRandomness(3), network, owner);
    }

    private ViewCache cacheWith(View view, String... seeds) {
        ViewCache cache = cache(null, seeds);
        view.members().forEach(member -> network.views.put(member.address(), view));
        cache.refresh(null);
        time.turn();
        assertThat(cache.view()).isSameAs(view);
        adopted.clear();
        network.viewsAsked.clear();
        time.passMillis(1000);
        return cache;
    }

    @Test
    void triesTheNextAddressUntilOneKnows() {
        network.views.put(C, view(X, 4, 0, 1));
        network.views.put(B, null);
        ViewCache cache = cache(null, A, B, C);
        cache.refresh(null);
        time.turn();
        assertThat(cache.view()).isEqualTo(network.views.get(C));
        assertThat(network.viewsAsked).doesNotHaveDuplicates().contains(C);
    }

    @Test
    void goesOnAskingWhileSomebodyWaitsAndNothingRuns() {
        waiting = true;
        ViewCache cache = cache(null, A, B);
        cache.refresh(null);
        time.passMillis(5_000);
        assertThat(network.viewsAsked).hasSizeBetween(2 * 5_000 / 100, 2 * 5_000 / 25);
        network.views.put(B, view(X, 1, 1));
        time.passMillis(100);
        assertThat(adopted).containsExactly(view(X, 1, 1));
    }

    @Test
    void asksNothingWhileNobodyWaits() {
        ViewCache cache = cache(null, A, B);
        cache.refresh(null);
        time.passMillis(60_000);
        assertThat(network.viewsAsked).hasSize(2);
        assertThat(time.pending()).isZero();
    }

    @Test
    void hasOneRefreshUnderWay() {
        network.silent.addAll(List.of(A, B));
        ViewCache cache = cache(null, A, B);
        for (int i = 0; i < 10; i++) {
            cache.refresh(null);
            time.passMillis(20);
        }
        assertThat(network.viewsAsked).hasSize(1);
    }

    @Test
    void goesPastASilentAddress() {
        ViewCache cache = cache(null, A, B);
        network.silent.add(A);
        network.views.put(B, view(X, 1, 1));
        cache.refresh(null);
        time.passNanos(ViewCache.ASK_MIN_NANOS);
        assertThat(cache.view()).isNotNull();
    }

    @Test
    void givesSlowBackendsMoreTimeFromPassToPass() {
        network.silent.add(A);
        waiting = true;
        cache(null, A).refresh(null);
        time.passMillis(10_000);
        assertThat(network.viewsAsked).hasSizeBetween(6, 8);
    }

    @Test
    void adoptsANewerEpochAndNeverAnOlder() {
        View old = view(X, 5, 0, 1, 2);
        ViewCache cache = cacheWith(old, A);
        View newer = view(X, 6, 1, 2);
        network.views.put(B, newer);
        network.views.remove(A);
        network.views.put(C, view(X, 4, 0, 1, 2));
        cache.refresh(null);
        time.turn();
        assertThat(cache.view()).isSameAs(newer);
        network.views.put(B, old);
        network.views.put(C, old);
        time.passMillis(100);
        cache.refresh(null);
        time.turn();
        assertThat(cache.view()).isSameAs(newer);
        assertThat(adopted).containsExactly(newer);
    }

    @Test
    void asksFirstWhoeverSeemsToKnowMore() {
        ViewCache cache = cacheWith(view(X, 5, 0, 1, 2), A);
        cache.refresh(B);
        time.turn();
        assertThat(network.viewsAsked).containsExactly(B);
    }

    @Test
    void asksSuspectsLast() {
        ViewCache cache = cacheWith(view(X, 5, 0, 1, 2), A);
        suspects.add(A);
        network.views.clear();
        cache.refresh(null);
        time.turn();
        assertThat(network.viewsAsked).hasSize(3).endsWith(A);
    }

    @Test
    void leavesAGapBetweenRefreshes() {
        ViewCache cache = cacheWith(view(X, 5, 0), A);
        waiting = true;
        for (int i = 0; i < 100; i++) {
            cache.refresh(null);
            time.passMillis(1);
        }
        assertThat(network.viewsAsked).hasSizeBetween(5, 10);
    }

    @Test
    void keepsItsClusterWhileAnybodySpeaksForIt() {
        View known = view(X, 5, 0, 1, 2);
        ViewCache cache = cacheWith(known, A);
        network.views.put(A, view(Y, 9, 0, 1));
        network.views.put(B, view(Y, 9, 0, 1));
        network.views.put(C, view(X, 4, 0, 1, 2));
        for (int i = 0; i < 20; i++) {
            cache.refresh(A);
            time.passMillis(50);
        }
        assertThat(cache.view()).isSameAs(known);
        assertThat(adopted).isEmpty();
    }

    @Test
    void followsTheClusterThatAllItsMembersHaveGoneOverTo() {
        ViewCache cache = cacheWith(view(X, 5, 0, 1, 2), A);
        View other = view(Y, 1, 0, 1);
        network.views.put(A, other);
        network.views.put(B, other);
        network.views.put(C, null);
        cache.refresh(null);
        time.turn();
        assertThat(cache.view()).isSameAs(other);
        assertThat(network.viewsAsked).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void doesNotTakeASilentMemberForAGoneOneAtOnce() {
        View known = view(X, 5, 0, 1);
        ViewCache cache = cacheWith(known, A);
        View other = view(Y, 1, 0, 2);
        network.views.put(A, other);
        network.silent.add(B);
        for (int i = 1; i < ViewCache.SILENT_PASSES; i++) {
            cache.refresh(A);
            time.passMillis(3_000);
            assertThat(cache.view()).isSameAs(known);
        }
        cache.refresh(A);
        time.passMillis(3_000);
        assertThat(cache.view()).isSameAs(other);
    }

    @Test
    void asksTheBackendItIsPartOfFirstButNotOnlyIt() {
        View known = view(X, 5, 0, 1, 2);
        ViewCache cache = cache(B, A);
        allKnow(known);
        cache.refresh(null);
        time.passMillis(100);
        assertThat(network.viewsAsked).containsExactly(B);
        network.viewsAsked.clear();
        View newer = view(X, 6, 0, 2);
        network.views.put(A, newer);
        network.views.put(C, newer);
        cache.refresh(null);
        time.turn();
        assertThat(network.viewsAsked).hasSize(2).startsWith(B);
        assertThat(cache.view()).isSameAs(newer);
    }

    private void allKnow(View view) {
        view.members().forEach(member -> network.views.put(member.address(), view));
    }

    @Test
    void ignoresAViewThatMakesNoSense() {
        network.views.put(A, new View(X, 1, List.of(), List.of(), List.of(), 0));
        ViewCache cache = cache(null, A);
        cache.refresh(null);
        time.turn();
        assertThat(cache.view()).isNull();
    }

    @Test
    void stopsWhenClosed() {
        waiting = true;
        ViewCache cache = cache(null, A);
        cache.refresh(null);
        time.turn();
        cache.close();
        time.passMillis(1_000);
        assertThat(network.viewsAsked).hasSize(1);
        assertThat(time.pending()).isZero();
    }

    @Test
    void takesNoViewWithoutMembers() {
        View good = view(X, 1, 0, 1);
        Chain none = new Chain(9, 0, List.of(), List.of());
        network.views.put(A, new View(X, 9, List.of(), List.of(none), List.of(), 0));
        network.views.put(B, good);
        for (int i = 0; i < 20; i++) {
            ViewCache cache = cache(null, A, B);
            cache.refresh(A);
            time.turn();
            assertThat(cache.view()).isSameAs(good);
        }
    }
}
