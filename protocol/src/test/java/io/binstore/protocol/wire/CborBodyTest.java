package io.binstore.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.cbor.CBORFactory;

/** The CBOR of the public shapes beside a general parser and generator, and in every way that RFC 8949 allows. */
class CborBodyTest {

    private static final TokenStreamFactory JSON = new JsonFactory();
    private static final TokenStreamFactory CBOR = new CBORFactory();

    @Test
    void writesWhatAGeneralParserReads() {
        RandomMessages messages = new RandomMessages(new Random(21));
        for (int i = 0; i < 500; i++) {
            OpsRequest request = OpsCodecTest.request(messages, new Random(i));
            assertThat(tree(CBOR, OpsCodec.encodeRequest(request, WireFormat.CBOR)))
                    .isEqualTo(tree(JSON, OpsCodec.encodeRequest(request, WireFormat.JSON)));
            OpsReply reply = OpsCodecTest.reply(messages);
            assertThat(tree(CBOR, OpsCodec.encodeReply(reply, WireFormat.CBOR)))
                    .isEqualTo(tree(JSON, OpsCodec.encodeReply(reply, WireFormat.JSON)));
        }
    }

    @Test
    void readsWhatAGeneralGeneratorWrites() {
        RandomMessages messages = new RandomMessages(new Random(22));
        for (int i = 0; i < 500; i++) {
            OpsRequest request = OpsCodecTest.request(messages, new Random(i));
            byte[] body = generated(tree(JSON, OpsCodec.encodeRequest(request, WireFormat.JSON)));
            assertThat(OpsCodec.decodeRequest(body, WireFormat.CBOR)).isEqualTo(request);
            OpsReply reply = OpsCodecTest.reply(messages);
            body = generated(tree(JSON, OpsCodec.encodeReply(reply, WireFormat.JSON)));
            assertThat(OpsCodec.decodeReply(body, WireFormat.CBOR, reply.epoch())).isEqualTo(reply);
        }
    }

    @Test
    void readsEveryEncodingOfTheSame() {
        RandomMessages messages = new RandomMessages(new Random(23));
        for (int i = 0; i < 3_000; i++) {
            Random random = new Random(i);
            OpsRequest request = OpsCodecTest.request(messages, random);
            byte[] body = OddCbor.encode(
                    tree(JSON, OpsCodec.encodeRequest(request, WireFormat.JSON)), random);
            assertThat(OpsCodec.decodeRequest(body, WireFormat.CBOR))
                    .as(HexFormat.of().formatHex(body)).isEqualTo(request);
        }
    }

    @ParameterizedTest
    @CsvSource({
            // {"ops":[{"op":"clock","bin":"b","atLeast":?}]}
            "05, 5", "1805, 5", "190005, 5", "1a00000005, 5", "1b0000000000000005, 5",
            "1bffffffffffffffff, -1", "c24105, 5", "c240, 0",
            "c24800ffffffffffffff, 72057594037927935",
            "c249000000000000000005, 5", "c25f41014105ff, 261", "d9d9f705, 5", "c1c105, 5"})
    void readsIntegersOfEveryWidth(String hex, long expected) {
        assertThat(OpsCodec.decodeRequest(bytes(clockAtLeast(hex)), WireFormat.CBOR).calls())
                .containsExactly(new Call(0, new Mutation.Clock(Utf8.of("b"), expected)));
    }

    @ParameterizedTest
    @CsvSource({"20, must be from 0", "3bffffffffffffffff, must be from 0",
            "c249010000000000000000, must be from 0", "c34105, must be from 0",
            "fa3f800000, must be an integer", "f5, must be an integer", "6135, must be an integer",
            "4105, must be an integer", "c5820105, must be an integer", "f6, must be an integer"})
    void refusesWhatIsNoUnsignedInteger(String hex, String reason) {
        refuses(clockAtLeast(hex), Problem.INVALID_REQUEST, "ops[0].atLeast", reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "a2 636f7073 80 636f7073 80 | INVALID_REQUEST | ops | appears twice",
            "a2 636f7073 80 05 01 | INVALID_REQUEST | 5 | unknown field",
            "a2 636f7073 80 24 01 | INVALID_REQUEST | -5 | unknown field",
            "a2 636f7073 80 636f7079 01 | INVALID_REQUEST | opy | unknown field",
            "a2 636f7073 80 60 01 | INVALID_REQUEST | '' | unknown field",
            "a0 | INVALID_REQUEST | ops | missing", "bfff | INVALID_REQUEST | ops | missing",
            "a1 636f7073 81 60 | INVALID_REQUEST | ops[0] | must be an object",
            "80 | INVALID_REQUEST | '' | must be an object",
            "a1 636f7073 81 a1 626f70 6367657a | INVALID_REQUEST | ops[0].op | unknown operation",
            "a1 636f7073 81 a1 626f70 63676574 | INVALID_REQUEST | ops[0].bin | missing",
            "a1 636f7073 81 a1 626f70 7f 6267 | INVALID_REQUEST | ops[0].op | cut off",
            "a1 636f7073 81 a1 626f70 7f 4367 | INVALID_REQUEST | ops[0].op | another type",
            "a1 636f7073 81 a1 626f70 7f 7f ff ff | INVALID_REQUEST | ops[0].op | without an argument",
            "a1 636f7073 81 a1 626f70 c0 63676574 | INVALID_REQUEST | ops[0].op | must be a string",
            "a1 63c36f73 80 | INVALID_JSON | '' | not well formed",
            "a1 636f7073 | INVALID_JSON | '' | cut off", "a1 63 | INVALID_JSON | '' | cut off",
            "a1 636f7073 81 | INVALID_JSON | '' | cut off",
            "a1 636f7073 9f | INVALID_JSON | '' | cut off",
            "bf 636f7073 80 | INVALID_JSON | '' | cut off",
            "bf 636f7073 ff | INVALID_REQUEST | ops | must be an array",
            "bb ffffffffffffffff 636f7073 80 | INVALID_JSON | '' | cut off",
            "a1 fb3ff0000000000000 80 | INVALID_JSON | '' | no name",
            "a1 636f7073 9b ffffffffffffffff | INVALID_JSON | '' | cut off",
            "a1 636f7073 9c | INVALID_JSON | '' | without an argument",
            "a1 636f7073 80 00 | INVALID_JSON | '' | follows"})
    void refusesWhatIsNoRequest(String hex, Problem problem, String field, String reason) {
        refuses(hex.replace(" ", ""), problem, field.replace("''", ""), reason);
    }

    @Test
    void takesNamesInPiecesAndAsBytes() {
        String get = "a3 626f70 63676574 7f 6162 62696e ff 6162 436b6579 7f ff".replace(" ", "");
        assertThat(OpsCodec.decodeRequest(bytes("a1636f707381" + get), WireFormat.CBOR).calls())
                .containsExactly(new Call(0, new Read.Get(Utf8.of("b"), Utf8.EMPTY)));
    }

    @Test
    void passesOverWhatProblemsSayBesides() {
        String problem = "a1 6770726f626c656d a3 6178 9f a1 01 5f 4100 ff c1 f98000 f8ff ff"
                + " 66726561736f6e 6462757379 6179 bf 6161 fb0000000000000000 ff";
        String reply = ("a1 67726573756c7473 81 " + problem).replace(" ", "");
        assertThat(OpsCodec.decodeReply(bytes(reply), WireFormat.CBOR, 1).results())
                .containsExactly(new Result.Refused(Result.Reason.BUSY, ""));
        String deep = reply.replace("9fa1", "81".repeat(100_000) + "9fa1");
        assertThat(catchThrowableOfType(MalformedMessage.class,
                () -> OpsCodec.decodeReply(bytes(deep), WireFormat.CBOR, 1)))
                .hasMessageContaining("nested too deeply");
    }

    @Test
    void readsNullAndUndefinedAsNoValue() {
        for (String none : List.of("f6", "f7", "c1f6")) {
            String reply = "a167726573756c747381a16576616c7565" + none;
            assertThat(OpsCodec.decodeReply(bytes(reply), WireFormat.CBOR, 1).results())
                    .containsExactly(new Result.Value(null));
        }
    }

    private static String clockAtLeast(String hex) {
        return "a1636f707381a3626f7065636c6f636b6362696e6162" + "6761744c65617374" + hex;
    }

    private static void refuses(String hex, Problem problem, String field, String reason) {
        InvalidOps refusal = catchThrowableOfType(InvalidOps.class,
                () -> OpsCodec.decodeRequest(bytes(hex), WireFormat.CBOR));
        assertThat(refusal).isNotNull();
        assertThat(refusal.problem()).as(refusal.getMessage()).isEqualTo(problem);
        assertThat(refusal.field()).as(refusal.getMessage()).isEqualTo(field);
        assertThat(refusal.reason()).contains(reason);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** A document as maps, lists, texts, integers, booleans and null. */
    private static @Nullable Object tree(TokenStreamFactory factory, byte[] body) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), body)) {
            parser.nextToken();
            return value(parser);
        }
    }

    private static @Nullable Object value(JsonParser parser) {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, value(parser));
                }
                return fields;
            }
            case START_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                return elements;
            }
            case VALUE_NUMBER_INT -> {
                return parser.getBigIntegerValue();
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return parser.getBooleanValue();
            }
            case VALUE_NULL -> {
                return null;
            }
            default -> {
                return parser.getString();
            }
        }
    }

    private static byte[] generated(@Nullable Object tree) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = CBOR.createGenerator(ObjectWriteContext.empty(), bytes)) {
            generate(out, tree);
        }
        return bytes.toByteArray();
    }

    private static void generate(JsonGenerator out, @Nullable Object tree) {
        if (tree instanceof Map<?, ?> fields) {
            out.writeStartObject(fields, fields.size());
            fields.forEach((name, value) -> {
                out.writeName((String) name);
                generate(out, value);
            });
            out.writeEndObject();
        } else if (tree instanceof List<?> elements) {
            out.writeStartArray();
            elements.forEach(element -> generate(out, element));
            out.writeEndArray();
        } else if (tree instanceof BigInteger number) {
            out.writeNumber(number);
        } else if (tree instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (tree instanceof String text) {
            out.writeString(text);
        } else {
            out.writeNull();
        }
    }
}
