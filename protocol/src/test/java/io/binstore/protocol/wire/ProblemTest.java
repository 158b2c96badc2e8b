package io.binstore.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.binstore.protocol.operation.Result;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {

    @Test
    void writesADocument() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("field", "ops[3].\"\ud800");
        members.put("limit", 1024);
        members.put("retry", true);
        assertThat(Problem.TOO_LARGE.document("The key has 1,025 bytes.", members))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(
                        """
                        {"type":"urn:binstore:problem:too-large","title":"A size limit is exceeded","status":413,\
                        "detail":"The key has 1,025 bytes.","field":"ops[3].\\"?","limit":1024,"retry":true}""");
        assertThat(Problem.NO_VALUE.document(null, Map.of())).asString(StandardCharsets.UTF_8)
                .isEqualTo(
                        """
                {"type":"urn:binstore:problem:no-value","title":"The key holds no value","status":404}""");
    }

    @ParameterizedTest
    @EnumSource(Result.Reason.class)
    void hasAProblemForEveryRefusal(Result.Reason reason) {
        assertThat(Problem.of(reason).status()).isGreaterThanOrEqualTo(400);
    }
}
