package io.binstore.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Result;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SingleCodecTest {

    @Test
    void readsValues() {
        assertThat(SingleCodec.decodeValue(bytes("{\"value\":\"v\"}"), WireFormat.JSON))
                .isEqualTo(Utf8.of("v"));
        assertThat(SingleCodec.decodeValue(bytes(" {\"value\":\"\"} "), WireFormat.JSON))
                .isEqualTo(Utf8.EMPTY);
        assertThat(SingleCodec.decodeValue(HexFormat.of().parseHex("a16576616c756563e282ac"),
                WireFormat.CBOR))
                .isEqualTo(Utf8.of("€"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{} | INVALID_REQUEST | value",
            "{'value':null} | INVALID_REQUEST | value", "{'value':1} | INVALID_REQUEST | value",
            "{'value':'v','value':'v'} | INVALID_REQUEST | value",
            "{'value':'v','x':1} | INVALID_REQUEST | x",
            "{'value':'\\udc00'} | INVALID_REQUEST | value", "[] | INVALID_REQUEST | ``",
            "`` | INVALID_JSON | ``",
            "{'value':'v'}1 | INVALID_JSON | ``", "{'value':'v' | INVALID_JSON | ``"})
    void refusesOtherThanAValue(String body, Problem problem, String field) {
        InvalidOps refusal = catchThrowableOfType(InvalidOps.class,
                () -> SingleCodec.decodeValue(bytes(body.replace('\'', '"')), WireFormat.JSON));
        assertThat(refusal.problem()).isEqualTo(problem);
        assertThat(refusal.field()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            value = {"`` | 0", "{} | 0", "{'atLeast':0} | 0",
                    "{'atLeast':9223372036854775808} | 9223372036854775808",
                    "{'atLeast':18446744073709551615} | 18446744073709551615"})
    void readsAtLeastUnsigned(String body, String number) {
        long atLeast = SingleCodec.decodeAtLeast(bytes(body.replace('\'', '"')), WireFormat.JSON);
        assertThat(Long.toUnsignedString(atLeast)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{'atLeast':1e3}", "{'atLeast':1.0}",
            "{'atLeast':'3'}", "{'atLeast':null}", "{'atLeast':-1}",
            "{'atLeast':18446744073709551616}",
            "{'atLeast':1,'atLeast':1}", "{'atleast':1}", "[]", "3", "null"})
    void refusesOtherThanAtLeast(String body) {
        InvalidOps refusal = catchThrowableOfType(InvalidOps.class,
                () -> SingleCodec.decodeAtLeast(bytes(body.replace('\'', '"')), WireFormat.JSON));
        assertThat(refusal.problem()).isEqualTo(Problem.INVALID_REQUEST);
    }

    @Test
    void writesAnswers() {
        Utf8 key = Utf8.of("k");
        assertThat(text(SingleCodec.encodeValue(key, Utf8.of("v"), WireFormat.JSON)))
                .isEqualTo("{\"key\":\"k\",\"value\":\"v\"}");
        assertThat(text(SingleCodec.encodeItems(key, List.of(key, Utf8.EMPTY), WireFormat.JSON)))
                .isEqualTo("{\"key\":\"k\",\"items\":[\"k\",\"\"]}");
        assertThat(text(SingleCodec.encodeRemoved(2, WireFormat.JSON)))
                .isEqualTo("{\"removed\":2}");
        assertThat(
                text(SingleCodec.encodeKeys(new Result.Keys(List.of(key), key), WireFormat.JSON)))
                .isEqualTo("{\"keys\":[\"k\"],\"next\":\"k\"}");
        assertThat(text(SingleCodec.encodeKeys(new Result.Keys(List.of(), null), WireFormat.JSON)))
                .isEqualTo("{\"keys\":[]}");
        assertThat(text(SingleCodec.encodeClock(-1, WireFormat.JSON)))
                .isEqualTo("{\"clock\":18446744073709551615}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
