package io.binstore.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedShapeTest {

    private int written;
    private int read;
    private final Shape shape = new RememberedShape(new Shape() {
        @Override
        public void write(CborWriter out, Object value) {
            written++;
            out.bytes(((String) value).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Object read(CborReader in) {
            read++;
            return in.text();
        }
    });

    @Test
    void writesTheSameBytesAgainWithoutTheValuesShape() {
        String value = "view 1";

        byte[] first = write(value);
        byte[] again = write(value);

        assertThat(again).containsExactly(first);
        assertThat(written).isEqualTo(1);
    }

    @Test
    void writesAnEqualValueAsItsOwn() {
        assertThat(write("v".repeat(3))).containsExactly(write("v".repeat(3)));
        assertThat(written).isEqualTo(2);
    }

    @Test
    void readsBytesThatItKnowsAsTheVeryValue() {
        byte[] bytes = write("view 1");

        assertThat(read(bytes)).isEqualTo("view 1").isSameAs(read(bytes));
        assertThat(read).isZero();
    }

    @Test
    void readsWhatFollowsAKnownValue() {
        byte[] one = write("one");
        byte[] two = write("two");
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        CborReader in = new CborReader(both);

        assertThat(List.of(shape.read(in), shape.read(in))).containsExactly("one", "two");
        in.end();
    }

    @Test
    void refusesAKnownValueThatIsCutOff() {
        byte[] bytes = write("view 1");

        assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(MalformedMessage.class);
    }

    @Test
    void forgetsTheOldest() {
        List<String> values = List.of("a", "b", "c", "d", "e");
        List<byte[]> bytes = new ArrayList<>();
        values.forEach(value -> bytes.add(write(value)));

        for (int i = values.size() - 1; i >= 0; i--) {
            assertThat(read(bytes.get(i))).isEqualTo(values.get(i));
        }

        assertThat(read).isEqualTo(1);
    }

    private byte[] write(String value) {
        CborWriter out = new CborWriter();
        shape.write(out, value);
        return out.toByteArray();
    }

    private Object read(byte[] bytes) {
        return shape.read(new CborReader(bytes));
    }
}
