package io.binstore.backend.core.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.model.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinMapTest {

    private static final Utf8 KEY = Utf8.of("key");

    @ParameterizedTest
    @ValueSource(ints = {3, 40, 1_000})
    void behavesAsAMapAndStaysAsItWasWhenItWasFrozen(int names) {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            BinMap live = new BinMap();
            TreeMap<Utf8, Utf8> held = new TreeMap<>();
            List<BinMap> frozen = new ArrayList<>();
            List<TreeMap<Utf8, Utf8>> then = new ArrayList<>();
            for (int step = 0; step < 5 * names; step++) {
                if (random.nextInt(names) == 0) {
                    frozen.add(live.freeze());
                    then.add(new TreeMap<>(held));
                }
                live = live.changeable();
                Utf8 name = Utf8.of("bin" + random.nextInt(names));
                Utf8 value = Utf8.of("v" + step);
                Bin bin = live.own(name);
                assertThat(bin != null).isEqualTo(held.containsKey(name));
                if (random.nextInt(3) > 0) {
                    (bin == null ? live.add(name) : bin).set(KEY, value);
                    held.put(name, value);
                } else if (bin != null) {
                    live.remove(name);
                    held.remove(name);
                }
                assertThat(live.size()).isEqualTo(held.size());
            }
            assertThat(told(live)).isEqualTo(held);
            for (Utf8 name : held.keySet()) {
                assertThat(live.get(name)).isNotNull();
            }
            for (int i = 0; i < frozen.size(); i++) {
                assertThat(told(frozen.get(i))).isEqualTo(then.get(i));
            }
        }
    }

    private static TreeMap<Utf8, Utf8> told(BinMap map) {
        TreeMap<Utf8, Utf8> told = new TreeMap<>();
        for (BinMap.Cursor each = map.cursor(); each.hasNext();) {
            Utf8 name = each.next();
            told.put(name, each.bin().value(KEY));
        }
        return told;
    }
}
