package io.binstore.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.protocol.model.Chain;
import io.binstore.protocol.model.Member;
import io.binstore.protocol.model.Replica;
import io.binstore.protocol.model.View;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewCodecTest {

    private static final View VIEW = new View(-2, 7,
            List.of(new Member(0, "http://localhost:7100", 42),
                    new Member(3, "http://[::1]:7103", Long.MAX_VALUE)),
            List.of(new Chain(7, 0, List.of(new Replica(3, 0), new Replica(0, 0)), List.of()),
                    new Chain(6, 0, List.of(), List.of(0))),
            List.of(), 0);

    private static final String JSON =
            """
            {"clusterId":"fffffffffffffffe","epoch":7,"partitions":2,"members":[\
            {"index":0,"address":"http://localhost:7100","incarnation":42},\
            {"index":3,"address":"http://[::1]:7103","incarnation":9223372036854775807}],"chains":[\
            {"version":7,"replicas":[3,0],"learners":[]},{"version":6,"replicas":[],"learners":[0]}]}""";

    @Test
    void writesThePublicShape() {
        assertThat(ViewCodec.encode(VIEW, WireFormat.JSON)).asString(StandardCharsets.UTF_8)
                .isEqualTo(JSON);
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void readsWhatItWrites(WireFormat format) {
        assertThat(ViewCodec.decode(ViewCodec.encode(VIEW, format), format)).isEqualTo(VIEW);
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void leavesOutWhatIsNotPublic(WireFormat format) {
        View inner = new View(-2, 7, VIEW.members(),
                List.of(new Chain(7, 5, List.of(new Replica(3, 4), new Replica(0, 6)), List.of()),
                        new Chain(6, 6, List.of(), List.of(0))),
                List.of(new Member(1, "http://localhost:7101", 9)), 3);
        assertThat(ViewCodec.decode(ViewCodec.encode(inner, format), format)).isEqualTo(VIEW);
    }

    @Test
    void passesOverWhatANewerServerAdds() {
        String newer =
                JSON.replace("\"epoch\"", "\"more\":{\"a\":[1]},\"epoch\"").replace("\"index\"",
                        "\"zone\":\"a\",\"index\"");
        assertThat(decode(newer)).isEqualTo(VIEW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"\"partitions\":2 | \"partitions\":4", "\"partitions\":2 | \"x\":2",
                    "\"epoch\":7 | \"epoch\":0", "\"epoch\":7 | \"epoch\":\"7\"",
                    "fffffffffffffffe | fffffffffffffff",
                    "fffffffffffffffe | fffffffffffffffx", "[3,0] | [3,1]", "[3,0] | [-3,0]",
                    "[3,0] | null",
                    "\"index\":3 | \"index\":0", "\"address\" | \"addresses\"",
                    "\"incarnation\":42 | \"incarnation\":-1",
                    "\"learners\":[] | \"learners\":[2147483648]", "]}]} | ]}]", "]}]} | ]}]}]"})
    void refusesWhatNobodyCouldRouteBy(String part, String replacement) {
        assertThat(JSON).contains(part);
        assertThatThrownBy(
                () -> decode(JSON.replaceFirst(java.util.regex.Pattern.quote(part), replacement)))
                .isInstanceOf(MalformedMessage.class);
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void noDamageCausesAnythingButARefusal(WireFormat format) {
        Random random = new Random(9);
        byte[] valid = ViewCodec.encode(VIEW, format);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(valid,
                    valid.length - random.nextInt(2) * random.nextInt(valid.length));
            for (int n = damaged.length == 0 ? 0 : random.nextInt(3); n > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                View view = ViewCodec.decode(damaged, format);
                assertThat(view.partitioning().count()).isEqualTo(view.chains().size());
            } catch (MalformedMessage e) {
                assertThat(e).hasMessageContaining("no view");
            }
        }
    }

    @Test
    void tagsAView() {
        assertThat(ViewCodec.etag(VIEW)).isEqualTo("\"fffffffffffffffe-7\"");
        assertThat(ViewCodec.parseEtag(ViewCodec.etag(VIEW))).isEqualTo(new ViewCodec.Tag(-2, 7));
        assertThat(ViewCodec.parseEtag(" W/\"0000000000000001-12\" "))
                .isEqualTo(new ViewCodec.Tag(1, 12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "*", "\"x\"", "fffffffffffffffe-7", "\"fffffffffffffffe-\"", "\"ffe-7\"",
                    "\"fffffffffffffffe--7\"", "\"fffffffffffffffe-99999999999999999999\""})
    void knowsNoOtherTag(String text) {
        assertThat(ViewCodec.parseEtag(text)).isNull();
    }

    private static View decode(String json) {
        return ViewCodec.decode(json.getBytes(StandardCharsets.UTF_8), WireFormat.JSON);
    }
}
