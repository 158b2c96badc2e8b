package io.binstore.backend.core.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinTableTest {

    private final BinTable table = new BinTable();

    // --- strings ---

    @Test
    void answersNothingForAMissingKey() {
        assertThat(get("b", "k")).isNull();
        set("b", "k", "v");
        assertThat(get("b", "other")).isNull();
        assertThat(get("other", "k")).isNull();
    }

    @Test
    void replacesAValue() {
        assertThat(set("b", "k", "one")).isEqualTo(Result.Done.DONE);
        set("b", "k", "two");
        assertThat(get("b", "k")).isEqualTo("two");
        assertThat(keys("b", "", "", null, 0)).isEqualTo(page("k"));
    }

    @Test
    void deletesByTheEmptyValueAndListsTheKeyNoMore() {
        set("b", "k", "v");
        set("b", "l", "v");
        set("b", "k", "");
        assertThat(get("b", "k")).isNull();
        assertThat(keys("b", "", "", null, 0)).isEqualTo(page("l"));
        assertThat(set("b", "never there", "")).isEqualTo(Result.Done.DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/", "..", "\u0000", "é", "日本", "😀", "\uffff"})
    void takesAnyNameAndAnyValue(String text) {
        set(text, text, "v" + text);
        append(text, text, text);
        assertThat(get(text, text)).isEqualTo("v" + text);
        assertThat(items(text, text)).containsExactly(text);
        assertThat(keys(text, "", "", null, 0)).isEqualTo(page(text));
        assertThat(listKeys(text, "", "", null, 0)).isEqualTo(page(text));
    }

    // --- scans ---

    @Test
    void listsKeysInCodePointOrderWhichIsNotTheOrderOfJavaStrings() {
        String aboveSurrogates = "\uffff";
        String supplementary = "😀";
        assertThat(supplementary).isLessThan(aboveSurrogates);
        for (String key : List.of(supplementary, "b", aboveSurrogates, "a", "é", "", "ab")) {
            set("b", key, "v");
        }
        assertThat(keys("b", "", "", null, 0))
                .isEqualTo(page("", "a", "ab", "b", "é", aboveSurrogates, supplementary));
    }

    @ParameterizedTest
    @CsvSource({"'','',a aba abba b ba", "a,'',a aba abba", "'',a,a aba abba ba", "a,a,a aba abba",
            "ab,ba,aba abba", "aba,aba,aba", "abb,bba,abba", "x,'',''", "'',x,''",
            "abbaa,'',''"})
    void matchesPrefixAndSuffixWhichMayOverlap(String prefix, String suffix, String expected) {
        for (String key : List.of("a", "aba", "abba", "b", "ba")) {
            set("b", key, "v");
            append("b", key, "v");
        }
        set("c", "a", "v");
        String[] found = expected.isEmpty() ? new String[0] : expected.split(" ");
        assertThat(keys("b", prefix, suffix, null, 0)).isEqualTo(page(found));
        assertThat(listKeys("b", prefix, suffix, null, 0)).isEqualTo(page(found));
    }

    @Test
    void listsOnlyKeysAboveTheOneGiven() {
        for (String key : List.of("a", "b", "ba", "bb", "c")) {
            set("b", key, "v");
        }
        assertThat(keys("b", "", "", "b", 0)).isEqualTo(page("ba", "bb", "c"));
        assertThat(keys("b", "", "", "b0", 0)).isEqualTo(page("ba", "bb", "c"));
        assertThat(keys("b", "b", "", "a", 0)).isEqualTo(page("b", "ba", "bb"));
        assertThat(keys("b", "b", "", "b", 0)).isEqualTo(page("ba", "bb"));
        assertThat(keys("b", "b", "", "c", 0)).isEqualTo(page());
        assertThat(keys("b", "", "", "", 0)).isEqualTo(page("a", "b", "ba", "bb", "c"));
    }

    @Test
    void cutsAScanIntoPagesThatTogetherAreTheWhole() {
        for (int i = 0; i < 10; i++) {
            set("b", "k" + i + (i % 2 == 0 ? "x" : "y"), "v");
        }
        assertThat(keys("b", "k", "x", null, 2)).isEqualTo(pageThen("k2x", "k0x", "k2x"));
        assertThat(keys("b", "k", "x", "k2x", 2)).isEqualTo(pageThen("k6x", "k4x", "k6x"));
        assertThat(keys("b", "k", "x", "k6x", 2)).isEqualTo(page("k8x"));
        // A page that is full to the last key has none after it.
        assertThat(keys("b", "k", "x", null, 5)).isEqualTo(page("k0x", "k2x", "k4x", "k6x", "k8x"));
    }

    // --- lists ---

    @Test
    void keepsListElementsInOrderWithDuplicatesAndEmptyOnes() {
        assertThat(items("b", "k")).isEmpty();
        for (String item : List.of("b", "a", "", "b", "")) {
            assertThat(append("b", "k", item)).isEqualTo(Result.Done.DONE);
        }
        assertThat(items("b", "k")).containsExactly("b", "a", "", "b", "");
    }

    @Test
    void removesAllEqualElementsAndSaysHowMany() {
        for (String item : List.of("b", "a", "", "b", "")) {
            append("b", "k", item);
        }
        assertThat(remove("b", "k", "b")).isEqualTo(new Result.Removed(2));
        assertThat(items("b", "k")).containsExactly("a", "", "");
        assertThat(remove("b", "k", "b")).isEqualTo(new Result.Removed(0));
        assertThat(remove("b", "k", "")).isEqualTo(new Result.Removed(2));
        assertThat(remove("b", "other", "a")).isEqualTo(new Result.Removed(0));
        assertThat(remove("other", "k", "a")).isEqualTo(new Result.Removed(0));
        assertThat(listKeys("b", "", "", null, 0)).isEqualTo(page("k"));
        assertThat(remove("b", "k", "a")).isEqualTo(new Result.Removed(1));
        assertThat(listKeys("b", "", "", null, 0)).isEqualTo(page());
    }

    @Test
    void keepsStringsAndListsApart() {
        set("b", "k", "v");
        append("b", "l", "v");
        assertThat(items("b", "k")).isEmpty();
        assertThat(get("b", "l")).isNull();
        assertThat(keys("b", "", "", null, 0)).isEqualTo(page("k"));
        assertThat(listKeys("b", "", "", null, 0)).isEqualTo(page("l"));
        assertThat(remove("b", "k", "v")).isEqualTo(new Result.Removed(0));
        assertThat(get("b", "k")).isEqualTo("v");
    }

    @Test
    void answersAListAsItWasWhenItWasLookedAt() {
        append("b", "k", "one");
        Result before = table.read(new Read.ListGet(utf("b"), utf("k")));
        append("b", "k", "two");
        assertThat(before).isEqualTo(new Result.Items(List.of(utf("one"))));
    }

    // --- clock ---

    @Test
    void countsFromZeroAndNeverBelowWhatIsAskedFor() {
        assertThat(clock(0)).isEqualTo(0);
        assertThat(clock(0)).isEqualTo(1);
        assertThat(clock(100)).isEqualTo(100);
        assertThat(clock(0)).isEqualTo(101);
        assertThat(clock(50)).isEqualTo(102);
        assertThat(table.clock()).isEqualTo(103);
    }

    @Test
    void countsUnsignedAndStaysAtTheLargestNumber() {
        assertThat(clock(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(clock(5)).isEqualTo(Long.MIN_VALUE);
        assertThat(clock(-2)).isEqualTo(-2);
        assertThat(clock(Long.MAX_VALUE)).isEqualTo(-1);
        assertThat(clock(0)).isEqualTo(-1);
        assertThat(clock(-1)).isEqualTo(-1);
    }

    @Test
    void answersAClaimWithItsFingerprintAndChangesNothing() {
        assertThat(table.apply(new Mutation.Claim(utf("b"), 3, 4)))
                .isEqualTo(new Result.Claimed(3, 4));
        assertThat(table.bins().size()).isZero();
        assertThat(table.bytes()).isZero();
    }

    // --- memory ---

    @Test
    void countsBytesThatComeBackToZeroOnceAllIsGone() {
        Random random = new Random(1);
        List<String> names = List.of("", "a", "bb", "日本", "dddd");
        for (int i = 0; i < 5_000; i++) {
            String bin = names.get(random.nextInt(names.size()));
            String key = names.get(random.nextInt(names.size()));
            String value = names.get(random.nextInt(names.size()));
            switch (random.nextInt(3)) {
                case 0 -> set(bin, key, value);
                case 1 -> append(bin, key, value);
                default -> remove(bin, key, value);
            }
            assertThat(table.bytes()).isEqualTo(recount());
        }
        assertThat(table.bytes()).isPositive();
        for (String bin : names) {
            for (String key : names) {
                set(bin, key, "");
                names.forEach(value -> remove(bin, key, value));
            }
        }
        assertThat(table.bytes()).isZero();
        assertThat(table.bins().size()).isZero();
    }

    /** The bytes of a table that was loaded with what this one holds. */
    private long recount() {
        BinTable loaded = new BinTable();
        for (BinMap.Cursor bins = table.bins().cursor(); bins.hasNext();) {
            Utf8 name = bins.next();
            bins.bin().values()
                    .forEach((key, value) -> loaded.load(name, key, Utf8.trusted(value)));
            bins.bin().lists().forEach((key, items) -> loaded.load(name, key, items.view()));
        }
        return loaded.bytes();
    }

    @Test
    void tellsWhatMakesTheStoreLarger() {
        assertThat(BinTable.grows(new Mutation.Set(utf("b"), utf("k"), utf("v")))).isTrue();
        assertThat(BinTable.grows(new Mutation.ListAppend(utf("b"), utf("k"), utf("")))).isTrue();
        assertThat(BinTable.grows(new Mutation.Set(utf("b"), utf("k"), utf("")))).isFalse();
        assertThat(BinTable.grows(new Mutation.ListRemove(utf("b"), utf("k"), utf("v")))).isFalse();
        assertThat(BinTable.grows(new Mutation.Clock(utf("b"), 0))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Set,Get,true", "Set,Keys,true", "Set,ListGet,false", "Set,ListKeys,false",
            "ListAppend,ListGet,true", "ListAppend,ListKeys,true", "ListAppend,Get,false",
            "ListAppend,Keys,false", "ListRemove,ListGet,true", "ListRemove,ListKeys,true",
            "ListRemove,Get,false", "ListRemove,Keys,false", "Clock,Get,false",
            "Clock,ListKeys,false", "Claim,Get,false"})
    void tellsWhichReadsAMutationTouches(String mutation, String read, boolean touches) {
        assertThat(BinTable.touches(mutation(mutation, "b", "k"), read(read, "b", "k")))
                .isEqualTo(touches);
        assertThat(BinTable.touches(mutation(mutation, "b", "k"), read(read, "c", "k"))).isFalse();
        boolean scan = read.endsWith("Keys");
        assertThat(BinTable.touches(mutation(mutation, "b", "k"), read(read, "b", "l")))
                .isEqualTo(touches && scan);
    }

    static Mutation mutation(String kind, String bin, String key) {
        return switch (kind) {
            case "Set" -> new Mutation.Set(utf(bin), utf(key), utf("v"));
            case "ListAppend" -> new Mutation.ListAppend(utf(bin), utf(key), utf("v"));
            case "ListRemove" -> new Mutation.ListRemove(utf(bin), utf(key), utf("v"));
            case "Clock" -> new Mutation.Clock(utf(bin), 0);
            default -> new Mutation.Claim(utf(bin), 1, 2);
        };
    }

    static Read read(String kind, String bin, String key) {
        return switch (kind) {
            case "Get" -> new Read.Get(utf(bin), utf(key));
            case "ListGet" -> new Read.ListGet(utf(bin), utf(key));
            case "Keys" -> new Read.Keys(utf(bin), utf(""), utf(""), null, 0);
            default -> new Read.ListKeys(utf(bin), utf(""), utf(""), null, 0);
        };
    }

    private Result set(String bin, String key, String value) {
        return table.apply(new Mutation.Set(utf(bin), utf(key), utf(value)));
    }

    private Result append(String bin, String key, String value) {
        return table.apply(new Mutation.ListAppend(utf(bin), utf(key), utf(value)));
    }

    private Result remove(String bin, String key, String value) {
        return table.apply(new Mutation.ListRemove(utf(bin), utf(key), utf(value)));
    }

    private long clock(long atLeast) {
        return ((Result.ClockValue) table.apply(new Mutation.Clock(utf("b"), atLeast))).clock();
    }

    private @Nullable String get(String bin, String key) {
        Utf8 value = ((Result.Value) table.read(new Read.Get(utf(bin), utf(key)))).value();
        return value == null ? null : value.toString();
    }

    private List<String> items(String bin, String key) {
        Result.Items items = (Result.Items) table.read(new Read.ListGet(utf(bin), utf(key)));
        return items.items().stream().map(Utf8::toString).toList();
    }

    private Result keys(String bin, String prefix, String suffix, @Nullable String after,
            int limit) {
        return table.read(new Read.Keys(utf(bin), utf(prefix), utf(suffix),
                after == null ? null : utf(after), limit));
    }

    private Result listKeys(String bin, String prefix, String suffix, @Nullable String after,
            int limit) {
        return table.read(new Read.ListKeys(utf(bin), utf(prefix), utf(suffix),
                after == null ? null : utf(after), limit));
    }

    private static Result page(String... keys) {
        return new Result.Keys(Arrays.stream(keys).map(Utf8::of).toList(), null);
    }

    private static Result pageThen(String next, String... keys) {
        return new Result.Keys(Arrays.stream(keys).map(Utf8::of).toList(), utf(next));
    }

    private static Utf8 utf(String text) {
        return Utf8.of(text);
    }
}
