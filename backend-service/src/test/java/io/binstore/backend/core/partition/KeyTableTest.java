package io.binstore.backend.core.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.protocol.model.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTableTest {

    private final KeyTable<Integer> table = new KeyTable<>();
    private final TreeMap<Utf8, Integer> model = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(ints = {3, 60, 200, 5_000})
    void behavesAsASortedMap(int keys) {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            for (int step = 0; step < 4 * keys; step++) {
                // It grows first and shrinks then.
                boolean puts = random.nextInt(4 * keys) > step;
                Utf8 key = key(random.nextInt(keys));
                assertThat(table.get(key)).isEqualTo(model.get(key));
                if (puts) {
                    assertThat(table.put(key, step)).isEqualTo(model.put(key, step));
                } else {
                    assertThat(table.remove(key)).isEqualTo(model.remove(key));
                }
            }
            assertSame(random, keys);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 200, 3_000})
    void staysAsItWasWhenItWasFrozen(int keys) {
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            KeyTable<Integer> live = new KeyTable<>();
            TreeMap<Utf8, Integer> held = new TreeMap<>();
            List<KeyTable<Integer>> frozen = new ArrayList<>();
            List<TreeMap<Utf8, Integer>> then = new ArrayList<>();
            for (int step = 0; step < 4 * keys; step++) {
                if (random.nextInt(keys) == 0) {
                    frozen.add(live.freeze());
                    then.add(new TreeMap<>(held));
                }
                live = live.changeable();
                Utf8 key = key(random.nextInt(keys));
                if (random.nextInt(4 * keys) > step) {
                    assertThat(live.put(key, step)).isEqualTo(held.put(key, step));
                } else {
                    assertThat(live.remove(key)).isEqualTo(held.remove(key));
                }
            }
            assertThat(told(live)).isEqualTo(held);
            for (int i = 0; i < frozen.size(); i++) {
                assertThat(frozen.get(i).size()).isEqualTo(then.get(i).size());
                assertThat(told(frozen.get(i))).isEqualTo(then.get(i));
            }
        }
    }

    @Test
    void refusesToChangeWhatIsFrozen() {
        KeyTable<Integer> frozen = new KeyTable<Integer>().freeze();
        assertThatThrownBy(() -> frozen.put(key(1), 1)).hasMessageContaining("frozen");
        assertThat(frozen.changeable()).isNotSameAs(frozen);
        assertThat(table.changeable()).isSameAs(table);
    }

    @Test
    void forksWhatChangesInPlaceAlsoWhereBlocksAreJoined() {
        KeyTable<ItemList> lists = new KeyTable<>();
        for (int i = 0; i < 200; i++) {
            ItemList list = new ItemList();
            list.add(key(i));
            lists.put(key(i), list);
        }
        KeyTable<ItemList> frozen = lists.freeze();
        KeyTable<ItemList> live = lists.changeable();
        for (int i = 0; i < 190; i++) {
            live.remove(key(i));
        }
        for (int i = 190; i < 200; i++) {
            ItemList own = live.own(key(i));
            assertThat(own).isNotNull();
            own.add(Utf8.of("late"));
        }
        assertThat(live.own(key(0))).isNull();
        frozen.forEach((key, list) -> assertThat(list.view()).containsExactly(key));
        assertThat(frozen.size()).isEqualTo(200);
    }

    private static TreeMap<Utf8, Integer> told(KeyTable<Integer> table) {
        TreeMap<Utf8, Integer> told = new TreeMap<>();
        table.forEach(told::put);
        return told;
    }

    @Test
    void takesRisingAndFallingKeys() {
        for (int i = 0; i < 1_000; i++) {
            Utf8 rising = key(10_000 + i);
            Utf8 falling = key(9_999 - i);
            table.put(rising, i);
            table.put(falling, -i);
            model.put(rising, i);
            model.put(falling, -i);
        }
        assertSame(new Random(1), 20_000);
        while (!model.isEmpty()) {
            Utf8 first = model.firstKey();
            assertThat(table.remove(first)).isEqualTo(model.remove(first));
        }
        assertThat(table.isEmpty()).isTrue();
        assertThat(table.cursor(Utf8.EMPTY).hasNext()).isFalse();
    }

    @Test
    void tellsKeysOfOneHashApart() {
        // Their polynomial hashes are the same.
        Utf8 one = Utf8.of("Aa");
        Utf8 other = Utf8.of("BB");
        assertThat(one.hashCode()).isEqualTo(other.hashCode());
        table.put(one, 1);
        assertThat(table.get(other)).isNull();
        table.put(other, 2);
        assertThat(table.get(one)).isEqualTo(1);
        assertThat(table.remove(one)).isEqualTo(1);
        assertThat(table.get(other)).isEqualTo(2);
    }

    private void assertSame(Random random, int keys) {
        assertThat(table.size()).isEqualTo(model.size());
        assertThat(table.isEmpty()).isEqualTo(model.isEmpty());
        TreeMap<Utf8, Integer> told = new TreeMap<>();
        List<Utf8> order = new ArrayList<>();
        table.forEach((key, value) -> {
            order.add(key);
            told.put(key, value);
        });
        assertThat(order).containsExactlyElementsOf(model.keySet());
        assertThat(told).isEqualTo(model);
        for (int i = 0; i < 20; i++) {
            Utf8 from = key(random.nextInt(keys));
            List<Utf8> found = new ArrayList<>();
            for (KeyTable.Cursor<Integer> each = table.cursor(from); each.hasNext();) {
                found.add(Utf8.trusted(each.next()));
            }
            assertThat(found).containsExactlyElementsOf(model.tailMap(from, true).keySet());
        }
    }

    private static Utf8 key(int number) {
        return Utf8.of("key-" + number);
    }
}
