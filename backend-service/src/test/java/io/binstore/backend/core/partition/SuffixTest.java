package io.binstore.backend.core.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.protocol.message.Entry;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.runtime.Invariants.BrokenInvariant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SuffixTest {

    private static final ClientId CLIENT = new ClientId(1, 1);

    private final Suffix suffix = new Suffix(0);

    @Test
    void takesEntriesInOrderOnly() {
        suffix.add(entry(1));
        assertThatThrownBy(() -> suffix.add(entry(3))).isInstanceOf(BrokenInvariant.class);
        assertThatThrownBy(() -> suffix.add(entry(1))).isInstanceOf(BrokenInvariant.class);
        suffix.add(entry(2));
        assertThat(suffix.last()).isEqualTo(2);
    }

    @Test
    void goesOnAfterTheIndexOfASnapshot() {
        Suffix loaded = new Suffix(41);
        assertThat(loaded.last()).isEqualTo(41);
        assertThat(loaded.keepsAfter(41)).isTrue();
        assertThat(loaded.keepsAfter(40)).isFalse();
        loaded.add(entry(42));
        assertThat(loaded.after(41, 10, 1_000)).containsExactly(entry(42));
    }

    @Test
    void handsOutRunsWithinBounds() {
        fill(10);
        long one = entry(1).bytes();
        assertThat(indexes(suffix.after(0, 100, Long.MAX_VALUE))).hasSize(10).startsWith(1L);
        assertThat(indexes(suffix.after(4, 3, Long.MAX_VALUE))).containsExactly(5L, 6L, 7L);
        assertThat(indexes(suffix.after(4, 100, one + 1))).containsExactly(5L, 6L);
        assertThat(indexes(suffix.after(4, 100, 1))).containsExactly(5L);
        assertThat(suffix.after(10, 100, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void keepsUncommittedEntriesAndABoundedRunOfCommittedOnes() {
        fill(1_000);
        suffix.trim(0, false);
        assertThat(suffix.first()).isEqualTo(1);
        suffix.trim(500, false);
        assertThat(suffix.first()).isBetween(2L, 501L);
        fill(1_000, 1_200);
        suffix.trim(1_200, false);
        assertThat(suffix.first()).isEqualTo(1_201 - Suffix.RECENT_MAX);
        assertThat(indexes(suffix.after(suffix.first() - 1, 1_000, Long.MAX_VALUE)))
                .hasSize(Suffix.RECENT_MAX).endsWith(1_200L);
    }

    @Test
    void keepsMoreWhileSomebodyPulls() {
        fill(1_000);
        suffix.trim(1_000, true);
        assertThat(suffix.keepsAfter(0)).isTrue();
        suffix.trim(1_000, false);
        assertThat(suffix.keepsAfter(0)).isFalse();
        assertThat(suffix.keepsAfter(1_000 - Suffix.RECENT_MAX)).isTrue();
    }

    @Test
    void keepsFewerIfTheyAreLarge() {
        for (long index = 1; index <= 64; index++) {
            suffix.add(entry(index, "b", "k", "x".repeat(10_000)));
        }
        suffix.trim(64, false);
        assertThat(suffix.bytes()).isLessThanOrEqualTo(Suffix.RECENT_BYTES_MAX);
        assertThat(suffix.first()).isGreaterThan(1);
    }

    @Test
    void countsBytesThatComeBackToZero() {
        fill(100);
        assertThat(suffix.bytes()).isEqualTo(100 * entry(1).bytes());
        for (long index = 101; index <= 105; index++) {
            suffix.add(entry(index, "b", "k", "x".repeat(70_000)));
        }
        suffix.trim(105, false);
        assertThat(suffix.first()).isEqualTo(106);
        assertThat(suffix.bytes()).isZero();
    }

    @Test
    void findsTheSameEntriesAfterGrowingAndShrinking() {
        long committed = 0;
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            fill(suffix.last(), suffix.last() + random.nextInt(400));
            long kept = suffix.first();
            assertThat(indexes(suffix.after(kept - 1, 100_000, Long.MAX_VALUE)))
                    .hasSize((int) (suffix.last() - kept + 1))
                    .allSatisfy(
                            index -> assertThat(suffix.get(index).index()).isEqualTo(index));
            committed += random.nextInt((int) (suffix.last() - committed) + 1);
            suffix.trim(committed, false);
        }
    }

    // --- what reads have to wait for ---

    @Test
    void namesTheNewestUncommittedEntryThatARequestTouches() {
        suffix.add(entry(1, "b", "k", "v"));
        suffix.add(entry(2, "b", "l", "v"));
        suffix.add(entry(3, "b", "k", "v"));
        suffix.add(entry(4, "c", "k", "v"));
        assertThat(newest("b", "k", 0)).isEqualTo(3);
        assertThat(newest("b", "l", 0)).isEqualTo(2);
        assertThat(newest("b", "other", 0)).isZero();
        assertThat(newest("b", "k", 3)).isZero();
        assertThat(suffix.newestTouching(new Read.Keys(utf("b"), utf(""), utf(""), null, 0), 0))
                .isEqualTo(3);
    }

    @Test
    void waitsForWhatASnapshotBroughtForThatCannotBeLookedAt() {
        Suffix loaded = new Suffix(41);
        loaded.add(entry(42, "b", "k", "v"));
        assertThat(loaded.newestTouching(get("b", "other"), 40)).isEqualTo(41);
        assertThat(loaded.newestTouching(get("b", "other"), 41)).isZero();
        assertThat(loaded.newestTouching(get("b", "k"), 40)).isEqualTo(42);
        for (long index = 43; index < 200; index++) {
            loaded.add(entry(index, "c", "k", "v"));
        }
        assertThat(loaded.newestTouching(get("b", "other"), 40)).isEqualTo(41);
    }

    @Test
    void findsThroughItsIndexWhatLookingThroughFinds() {
        Random random = new Random(7);
        List<String> kinds = List.of("Set", "ListAppend", "ListRemove", "Clock");
        List<String> reads = List.of("Get", "ListGet", "Keys", "ListKeys");
        long committed = 0;
        for (int round = 0; round < 3_000; round++) {
            for (int i = random.nextInt(60); i > 0; i--) {
                suffix.add(new Entry(suffix.last() + 1, new RequestId(CLIENT, 1, 1),
                        BinTableTest.mutation(kinds.get(random.nextInt(4)), name(random),
                                name(random))));
            }
            committed += random.nextLong(Math.min(60, suffix.last() - committed) + 1);
            suffix.trim(committed, random.nextBoolean());
            Read read = BinTableTest.read(reads.get(random.nextInt(4)), name(random), name(random));
            assertThat(suffix.newestTouching(read, committed))
                    .isEqualTo(lookThrough(read, committed));
        }
    }

    private static String name(Random random) {
        return "n" + random.nextInt(12);
    }

    private long lookThrough(Read read, long committed) {
        for (long index = suffix.last(); index > committed; index--) {
            if (BinTable.touches(suffix.get(index).mutation(), read)) {
                return index;
            }
        }
        return 0;
    }

    private long newest(String bin, String key, long committed) {
        return suffix.newestTouching(get(bin, key), committed);
    }

    private void fill(int count) {
        fill(0, count);
    }

    private void fill(long after, long last) {
        for (long index = after + 1; index <= last; index++) {
            suffix.add(entry(index));
        }
    }

    private static List<Long> indexes(List<Entry> entries) {
        return entries.stream().map(Entry::index).toList();
    }

    private static Read get(String bin, String key) {
        return new Read.Get(utf(bin), utf(key));
    }

    private static Entry entry(long index) {
        return entry(index, "b", "k", "v");
    }

    private static Entry entry(long index, String bin, String key, String value) {
        return new Entry(index, new RequestId(CLIENT, index, index),
                new Mutation.Set(utf(bin), utf(key), utf(value)));
    }

    private static Utf8 utf(String text) {
        return Utf8.of(text);
    }
}
