package io.binstore.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.message.KeeperHealthReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class HealthCodecTest {

    private static final HealthReply BACKEND =
            new HealthReply(Long.MAX_VALUE, -1, 7, HealthReply.State.MEMBER, 1, 2,
                    3, 4, 5, 6, -1, 3, List.of(2, 7));
    private static final KeeperHealthReply KEEPER =
            new KeeperHealthReply(9, Long.MIN_VALUE, true, 169, 7);

    @ParameterizedTest
    @EnumSource(HealthReply.State.class)
    void readsWhatABackendPublishes(HealthReply.State state) {
        HealthReply health = new HealthReply(42, 1, 7, state, 1, 2, 3, 4, 5, 6, 8, 0,
                List.of());
        assertThat(HealthCodec.decode(document("binstore", HealthCodec.details(health))))
                .isEqualTo(health);
        assertThat(HealthCodec.decode(document("binstore", HealthCodec.details(BACKEND))))
                .isEqualTo(BACKEND);
    }

    @Test
    void readsWhatAKeeperPublishes() {
        assertThat(HealthCodec.decode(document("keeper", HealthCodec.details(KEEPER))))
                .isEqualTo(KEEPER);
    }

    @Test
    void publishesTheDocumentedShape() {
        assertThat(JsonMapper.shared().writeValueAsString(HealthCodec.details(BACKEND))).isEqualTo("""
                {"incarnation":"9223372036854775807","clusterId":"ffffffffffffffff","epoch":7,"state":"member",\
                "partitions":{"head":1,"middle":2,"tail":3,"learner":4},"bytes":5,"bytesLimit":6,\
                "clock":18446744073709551615,"orders":3,"unreachable":[2,7]}""");
        assertThat(JsonMapper.shared().writeValueAsString(HealthCodec.details(KEEPER))).isEqualTo("""
                {"index":9,"id":"-9223372036854775808","lead":true,"term":169,"epoch":7}""");
    }

    @Test
    void namesWhatIsMissing() {
        Map<String, Object> details = HealthCodec.details(BACKEND);
        details.remove("bytes");
        assertThatThrownBy(() -> HealthCodec.decode(document("binstore", details)))
                .isInstanceOf(MalformedMessage.class).hasMessageContaining("no bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null", "<html/>", "{\"status\":\"UP\"}",
            "{\"components\":{}}",
            "{\"components\":{\"binstore\":{\"status\":\"UP\"}}}",
            "{\"components\":{\"binstore\":{\"details\":{\"incarnation\":42}}}}",
            "{\"components\":{\"binstore\":{\"details\":{\"incarnation\":\"x\"}}}}",
            "{\"components\":{\"binstore\":{\"details\":{\"state\":\"gone\"}}}}",
            "{\"components\":{\"binstore\":{\"details\":{\"partitions\":{\"head\":1e9}}}}}",
            "{\"components\":{\"keeper\":{\"details\":{\"index\":99999999999}}}}",
            "{\"components\":{\"keeper\":{\"details\":{}},\"binstore\":{\"details\":{}}}}"})
    void refusesWhatIsNoHealth(String body) {
        assertThatThrownBy(() -> HealthCodec.decode(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedMessage.class);
    }

    private static byte[] document(String component, Map<String, Object> details) {
        String json =
                """
                {"groups":["liveness","readiness"],"status":"UP","components":{"diskSpace":{"status":"UP","details":
                {"total":1.5e3,"path":"/"}},"%s":{"details":%s,"status":"UP"},"ping":{"status":"UP"}}}"""
                        .formatted(component, JsonMapper.shared().writeValueAsString(details));
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
