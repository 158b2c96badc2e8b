package io.binstore.backend.core.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.model.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemListTest {

    @ParameterizedTest
    @ValueSource(ints = {3, 40, 3_000, 100_000})
    void behavesAsAListWhateverViewsAndForksThereAre(int bytesMax) {
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            ItemList list = new ItemList();
            List<Utf8> model = new ArrayList<>();
            List<List<Utf8>> seen = new ArrayList<>();
            List<List<Utf8>> then = new ArrayList<>();
            for (int step = 0; step < 200; step++) {
                Utf8 item = item(random, bytesMax);
                if (random.nextInt(4) > 0) {
                    list.add(item);
                    model.add(item);
                } else {
                    Utf8 victim = random.nextBoolean() || model.isEmpty() ? item
                            : model.get(random.nextInt(model.size()));
                    int before = model.size();
                    model.removeIf(victim::equals);
                    assertThat(list.removeAll(victim)).isEqualTo(before - model.size());
                }
                assertThat(list.size()).isEqualTo(model.size());
                assertThat(list.isEmpty()).isEqualTo(model.isEmpty());
                if (random.nextInt(10) == 0) {
                    seen.add(list.view());
                    then.add(List.copyOf(model));
                }
                if (random.nextInt(20) == 0) {
                    seen.add(list.view());
                    then.add(List.copyOf(model));
                    list = list.fork();
                }
            }
            assertThat(list.view()).isEqualTo(model);
            assertThat(seen).isEqualTo(then);
        }
    }

    @Test
    void viewIsAList() {
        ItemList list = new ItemList();
        assertThat(list.view()).isEmpty();
        List<Utf8> model = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            list.add(Utf8.of("item" + i));
            model.add(Utf8.of("item" + i));
        }
        List<Utf8> view = list.view();
        assertThat(view.equals(model)).isTrue();
        assertThat(model.equals(view)).isTrue();
        assertThat(view).hasSameHashCodeAs(model);
        assertThat(view.get(299)).isEqualTo(Utf8.of("item299"));
        assertThat(view.indexOf(Utf8.of("item7"))).isEqualTo(7);
        model.set(3, Utf8.of("other"));
        assertThat(view.equals(model)).isFalse();
        assertThat(view.equals(model.subList(0, 10))).isFalse();
    }

    @Test
    void keepsElementsLongerThanAChunk() {
        ItemList list = new ItemList();
        Utf8 huge = Utf8.of("x".repeat(3 * ItemList.CHUNK_BYTES));
        List<Utf8> model = List.of(Utf8.of("a"), huge, Utf8.EMPTY, huge, Utf8.of("b"));
        model.forEach(list::add);
        assertThat(list.view()).isEqualTo(model);
        assertThat(list.removeAll(huge)).isEqualTo(2);
        assertThat(list.view()).containsExactly(Utf8.of("a"), Utf8.EMPTY, Utf8.of("b"));
    }

    private static Utf8 item(Random random, int bytesMax) {
        int length = random.nextBoolean() ? random.nextInt(4) : random.nextInt(bytesMax);
        return Utf8.of(String.valueOf((char) ('a' + random.nextInt(3))).repeat(length));
    }
}
