package io.binstore.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.message.Append;
import io.binstore.protocol.message.AppendAck;
import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.Commit;
import io.binstore.protocol.message.Entry;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Result;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenShapesTest {

    @ParameterizedTest
    @ValueSource(classes = {Append.class, AppendAck.class, Commit.class, Entry.class,
            Call.class, Mutation.Set.class, Mutation.ListAppend.class, Result.Done.class})
    void writesAndReadsWhatTheDeclarationSays(Class<?> type) {
        RecordShape written = WrittenShapes.of(type);
        assertThat(written).isNotNull();
        RecordShape reflected = new ReflectedShape(type);
        RandomMessages messages = new RandomMessages(new Random(31));
        for (int i = 0; i < 300; i++) {
            Object value = messages.next(type);
            byte[] bytes = bytes(written, value);
            assertThat(bytes).isEqualTo(bytes(reflected, value));
            assertThat(written.read(new CborReader(bytes))).isEqualTo(value);
            assertThat(reflected.read(new CborReader(bytes))).isEqualTo(value);
        }
    }

    private static byte[] bytes(Shape shape, Object value) {
        CborWriter out = new CborWriter();
        shape.write(out, value);
        return out.toByteArray();
    }
}
