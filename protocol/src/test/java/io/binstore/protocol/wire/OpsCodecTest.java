package io.binstore.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OpsCodecTest {

    @Test
    void readsEveryOperation() {
        OpsRequest request = decode("""
                {"ops":[{"op":"get","bin":"b","key":"k"},
                {"value":"v","key":"k","bin":"","op":"set"},
                {"op":"keys","bin":"b"},
                {"op":"keys","bin":"b","prefix":"p","suffix":"s","after":"","limit":100000},
                {"op":"listGet","bin":"b","key":"k"},
                {"op":"listAppend","bin":"b","key":"k","value":""},
                {"op":"listRemove","bin":"b","key":"","value":"\\ud83d\\ude00\\u0000"},
                {"op":"listKeys","bin":"b","limit":1},
                {"op":"clock","bin":"b","atLeast":18446744073709551615},
                {"op":"clock","bin":"b"}]}""");
        assertThat(request.client()).isEqualTo(OpsCodec.ANONYMOUS);
        assertThat(request.calls()).extracting(Call::operation).containsExactly(
                new Read.Get(utf8("b"), utf8("k")),
                new Mutation.Set(Utf8.EMPTY, utf8("k"), utf8("v")),
                new Read.Keys(utf8("b"), Utf8.EMPTY, Utf8.EMPTY, null, 0),
                new Read.Keys(utf8("b"), utf8("p"), utf8("s"), Utf8.EMPTY, 100_000),
                new Read.ListGet(utf8("b"), utf8("k")),
                new Mutation.ListAppend(utf8("b"), utf8("k"), Utf8.EMPTY),
                new Mutation.ListRemove(utf8("b"), Utf8.EMPTY, utf8("😀\u0000")),
                new Read.ListKeys(utf8("b"), Utf8.EMPTY, Utf8.EMPTY, null, 1),
                new Mutation.Clock(utf8("b"), -1),
                new Mutation.Clock(utf8("b"), 0));
        assertThat(request.calls()).allMatch(call -> call.sequence() == 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'ops':[{'op':'get','bin':'b','key':'k','x':1}]} | ops[0].x | unknown field",
            "{'ops':[],'more':1} | more | unknown field",
            "{'ops':[],'ops':[]} | ops | appears twice",
            "{'ops':[{'op':'get','bin':'b','bin':'b','key':'k'}]} | ops[0].bin | appears twice",
            "{'ops':[{'op':'get','op':'get','bin':'b','key':'k'}]} | ops[0].op | appears twice",
            "{} | ops | missing",
            "{'ops':[{'op':'get','bin':'b','key':'k'},{'op':'get','bin':'b'}]} | ops[1].key | missing",
            "{'ops':[{'op':'set','bin':'b','key':'k'}]} | ops[0].value | missing",
            "{'ops':[{'op':'set','key':'k','value':'v'}]} | ops[0].bin | missing",
            "{'ops':[{'bin':'b','key':'k'}]} | ops[0].op | missing",
            "{'ops':[{}]} | ops[0].op | missing",
            "{'ops':[{'op':'get','bin':'b','key':'k','value':'v'}]} | ops[0].value | no field of the operation get",
            "{'ops':[{'op':'get','bin':'b','key':'k','limit':1}]} | ops[0].limit | no field of the operation get",
            "{'ops':[{'op':'set','bin':'b','key':'k','value':'v','atLeast':1}]} | ops[0].atLeast | no field of",
            "{'ops':[{'op':'Get','bin':'b','key':'k'}]} | ops[0].op | unknown operation",
            "{'ops':[{'op':null,'bin':'b','key':'k'}]} | ops[0].op | must be a string",
            "{'ops':[{'op':'claim','bin':'b','fingerprint':'00000000000000000000000000000000'}]} | ops[0].op | unknown",
            "{'ops':[{'op':'forget'}]} | ops[0].op | unknown operation",
            "{'ops':[{'op':'get','bin':null,'key':'k'}]} | ops[0].bin | must be a string",
            "{'ops':[{'op':'get','bin':1,'key':'k'}]} | ops[0].bin | must be a string",
            "{'ops':[{'op':'get','bin':['b'],'key':'k'}]} | ops[0].bin | must be a string",
            "{'ops':[{'op':'get','bin':{'b':1},'key':'k'}]} | ops[0].bin | must be a string",
            "{'ops':[{'op':'keys','bin':'b','after':null}]} | ops[0].after | must be a string",
            "{'ops':[{'op':'keys','bin':'b','limit':0}]} | ops[0].limit | from 1 to 100000",
            "{'ops':[{'op':'keys','bin':'b','limit':100001}]} | ops[0].limit | from 1 to 100000",
            "{'ops':[{'op':'keys','bin':'b','limit':-1}]} | ops[0].limit | from 1 to 100000",
            "{'ops':[{'op':'keys','bin':'b','limit':18446744073709551617}]} | ops[0].limit | from 1 to 100000",
            "{'ops':[{'op':'keys','bin':'b','limit':'3'}]} | ops[0].limit | must be an integer",
            "{'ops':[{'op':'keys','bin':'b','limit':1.0}]} | ops[0].limit | must be an integer",
            "{'ops':[{'op':'keys','bin':'b','limit':1e3}]} | ops[0].limit | must be an integer",
            "{'ops':[{'op':'clock','bin':'b','atLeast':1e3}]} | ops[0].atLeast | must be an integer",
            "{'ops':[{'op':'clock','bin':'b','atLeast':1.0}]} | ops[0].atLeast | must be an integer",
            "{'ops':[{'op':'clock','bin':'b','atLeast':'3'}]} | ops[0].atLeast | must be an integer",
            "{'ops':[{'op':'clock','bin':'b','atLeast':null}]} | ops[0].atLeast | must be an integer",
            "{'ops':[{'op':'clock','bin':'b','atLeast':true}]} | ops[0].atLeast | must be an integer",
            "{'ops':[{'op':'clock','bin':'b','atLeast':-1}]} | ops[0].atLeast | must be from 0",
            "{'ops':[{'op':'clock','bin':'b','atLeast':18446744073709551616}]} | ops[0].atLeast | must be from 0",
            "{'ops':[{'op':'get','bin':'\\ud800','key':'k'}]} | ops[0].bin | lone surrogate",
            "{'ops':[{'op':'get','bin':'\\udc00\\ud800','key':'k'}]} | ops[0].bin | lone surrogate",
            "{'ops':{}} | ops | must be an array", "{'ops':null} | ops | must be an array",
            "{'ops':[null]} | ops[0] | must be an object",
            "{'ops':[1]} | ops[0] | must be an object",
            "[] | '' | must be an object", "null | '' | must be an object",
            "'x' | '' | must be an object",
            "{'ops':[],'client':'0'} | client | 32 hex digits",
            "{'ops':[],'client':'00000000000000000000000000000000'} | client | must not be 0",
            "{'ops':[],'client':'0000000000000000000000000000000g','lowest':1} | client | 32 hex digits",
            "{'ops':[],'client':'00000000000000000000000000000001'} | lowest | missing",
            "{'ops':[],'lowest':1} | client | missing",
            "{'ops':[],'waitMillis':-1} | waitMillis | must be from 0",
            "{'ops':[{'op':'clock','bin':'b','seq':1}]} | ops[0].seq | there is no client",
            "{'ops':[{'op':'clock','bin':'b','seq':0}]} | ops[0].seq | must be from 1",
            "{'ops':[{'op':'clock','bin':'b'}],'lowest':1,'client':'00000000000000000000000000000001'}"
                    + " | ops[0].seq | missing",
            "{'ops':[{'op':'get','bin':'b','key':'k','seq':3}],'lowest':1,"
                    + "'client':'00000000000000000000000000000001'} | ops[0].seq | a read has none"})
    void refusesWhatIsNoValidRequest(String body, String field, String reason) {
        refuses(body.replace('\'', '"'), Problem.INVALID_REQUEST, field.replace("''", ""), reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            value = {"``", "{'ops':[]", "{'ops':[]}}", "{'ops':[]}{}",
                    "{'ops':[]} x", "{'ops':[,]}", "{'ops':[],}", "{ops:[]}",
                    "{'ops':[{'op':'get','bin':'\\x','key':'k'}]}",
                    "{'ops':[{'op':'clock','bin':'b','atLeast':01}]}",
                    "{'ops':[{'op':'clock','bin':'b','atLeast':NaN}]}",
                    "{'ops':[{'op':'clock','bin':'b','atLeast':+1}]}", "/* c */{'ops':[]}"})
    void refusesWhatIsNoJson(String body) {
        refuses(body.replace('\'', '"'), Problem.INVALID_JSON, "", "");
    }

    @Test
    void refusesOtherEncodingsThanUtf8() {
        String body = "{\"ops\":[{\"op\":\"get\",\"bin\":\"?\",\"key\":\"k\"}]}";
        for (String hex : List.of("c3", "c080", "eda0bdedb880", "ff", "f4908080")) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            int at = body.indexOf('?');
            byte[] bad = HexFormat.of().parseHex(hex);
            byte[] whole = Arrays.copyOf(bytes, bytes.length + bad.length - 1);
            System.arraycopy(bad, 0, whole, at, bad.length);
            System.arraycopy(bytes, at + 1, whole, at + bad.length, bytes.length - at - 1);
            refuses(whole, Problem.INVALID_JSON, "", "UTF-8");
        }
        for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE,
                StandardCharsets.UTF_16)) {
            refuses("{\"ops\":[]}".getBytes(charset), Problem.INVALID_JSON, "", "");
        }
    }

    @Test
    void refusesIllFormedTextInCbor() {
        // {"ops":[{"op":"get","bin":"b","key":?}]}
        String start = "a1636f707381a3626f70636765746362696e6162636b6579";
        assertThat(OpsCodec.decodeRequest(HexFormat.of().parseHex(start + "616b"), WireFormat.CBOR)
                .calls())
                .containsExactly(new Call(0, new Read.Get(utf8("b"), utf8("k"))));
        assertThat(OpsCodec.decodeRequest(
                HexFormat.of().parseHex(start + "7f616b61c3ff".replace("61c3", "616c")),
                WireFormat.CBOR).calls())
                .containsExactly(new Call(0, new Read.Get(utf8("b"), utf8("kl"))));
        for (String text : List.of("61ff", "62c080", "63eda080", "61c3", "7f61c3ff")) {
            refusesCbor(start + text, Problem.INVALID_REQUEST, "ops[0].key", "Unicode");
        }
        refusesCbor(start + "416b", Problem.INVALID_REQUEST, "ops[0].key", "must be a string");
        refusesCbor(start + "f6", Problem.INVALID_REQUEST, "ops[0].key", "must be a string");
        refusesCbor(start + "f7", Problem.INVALID_REQUEST, "ops[0].key", "must be a string");
        refusesCbor(start + "616b00", Problem.INVALID_JSON, "", "follows");
        refusesCbor(start + "7a7fffffff61", Problem.INVALID_REQUEST, "ops[0].key", "cut off");
        refusesCbor(start, Problem.INVALID_JSON, "", "");
        refusesCbor("a1636f7073fb3ff0000000000000", Problem.INVALID_REQUEST, "ops",
                "must be an array");
    }

    @Test
    void refusesTooManyOperations() {
        OpsRequest full = anonymous(Collections.nCopies(1_000, new Read.Get(utf8("b"), utf8("k"))));
        assertThat(OpsCodec.decodeRequest(OpsCodec.encodeRequest(full, WireFormat.JSON),
                WireFormat.JSON))
                .isEqualTo(full);
        OpsRequest over = anonymous(Collections.nCopies(1_001, new Read.Get(utf8("b"), utf8("k"))));
        refuses(OpsCodec.encodeRequest(over, WireFormat.JSON), Problem.TOO_LARGE, "ops",
                "more than 1000");
    }

    @Test
    void refusesOverDeepNesting() {
        refuses("[".repeat(100_000), Problem.INVALID_REQUEST, "", "must be an object");
        refuses("{\"ops\":" + "[".repeat(100_000), Problem.INVALID_REQUEST, "ops[0]",
                "must be an object");
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void carriesEveryRequest(WireFormat format) {
        RandomMessages messages = new RandomMessages(new Random(6));
        for (int i = 0; i < 300; i++) {
            OpsRequest request = request(messages, new Random(i));
            assertThat(OpsCodec.decodeRequest(OpsCodec.encodeRequest(request, format), format))
                    .isEqualTo(request);
        }
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void carriesEveryReply(WireFormat format) {
        RandomMessages messages = new RandomMessages(new Random(7));
        for (int i = 0; i < 300; i++) {
            OpsReply reply = reply(messages);
            assertThat(OpsCodec.decodeReply(OpsCodec.encodeReply(reply, format), format,
                    reply.epoch()))
                    .isEqualTo(reply);
        }
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void carriesLargeValues(WireFormat format) {
        Utf8 large = utf8("ab\"é😀\u0001".repeat(200_000));
        OpsRequest request = anonymous(List.of(new Mutation.Set(large, large, large)));
        assertThat(OpsCodec.decodeRequest(OpsCodec.encodeRequest(request, format), format))
                .isEqualTo(request);
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void noDamageCausesAnythingButARefusal(WireFormat format) {
        Random random = new Random(8);
        RandomMessages messages = new RandomMessages(random);
        for (int i = 0; i < 300; i++) {
            byte[] request = OpsCodec.encodeRequest(request(messages, random), format);
            byte[] reply = OpsCodec.encodeReply(reply(messages), format);
            for (int n = 0; n < 20; n++) {
                attempt(damaged(request, random), format);
                attempt(damaged(reply, random), format);
            }
        }
    }

    @Test
    void writesThePublicShapes() {
        OpsReply reply = new OpsReply(1, List.of(Result.Done.DONE, new Result.Value(utf8("v\"\n")),
                new Result.Value(null), new Result.Items(List.of(utf8("x"), Utf8.EMPTY)),
                new Result.Removed(1),
                new Result.Keys(List.of(utf8("k")), utf8("k")), new Result.Keys(List.of(), null),
                new Result.ClockValue(-1), new Result.Refused(Result.Reason.NOT_READY, "no")));
        assertThat(OpsCodec.encodeReply(reply, WireFormat.JSON)).asString(StandardCharsets.UTF_8)
                .isEqualTo("""
                {"results":[{"ok":true},{"value":"v\\"\\n"},{"value":null},{"items":["x",""]},{"removed":1},\
                {"keys":["k"],"next":"k"},{"keys":[]},{"clock":18446744073709551615},\
                {"problem":{"type":"urn:binstore:problem:unavailable","title":"Nothing was done, come again",\
                "status":503,"detail":"no","reason":"not-ready"}}]}""");
        OpsRequest request = new OpsRequest(new ClientId(1, -1), 4, 250,
                List.of(new Call(5, new Mutation.Set(utf8("b"), utf8("k"), utf8("v"))),
                        new Call(0,
                                new Read.Keys(utf8("b"), utf8("p"), Utf8.EMPTY, utf8("a"), 9))));
        assertThat(OpsCodec.encodeRequest(request, WireFormat.JSON))
                .asString(StandardCharsets.UTF_8).isEqualTo("""
                {"client":"0000000000000001ffffffffffffffff","lowest":4,"waitMillis":250,"ops":[\
                {"op":"set","bin":"b","key":"k","value":"v","seq":5},\
                {"op":"keys","bin":"b","prefix":"p","after":"a","limit":9}]}""");
    }

    @Test
    void writesLargeClocksAsPlainIntegersInCbor() {
        OpsReply reply = new OpsReply(1, List.of(new Result.ClockValue(-1)));
        assertThat(HexFormat.of().formatHex(OpsCodec.encodeReply(reply, WireFormat.CBOR)))
                .contains("65636c6f636b" + "1bffffffffffffffff");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            value = {"{}", "{'results':null}", "{'results':[{}]}",
                    "{'results':[{'ok':false}]}", "{'results':[{'ok':true,'value':'v'}]}",
                    "{'results':[{'other':1}]}",
                    "{'results':[{'removed':-1}]}", "{'results':[{'clock':-1}]}",
                    "{'results':[{'keys':[1]}]}",
                    "{'results':[{'problem':{}}]}", "{'results':[{'problem':{'reason':'bored'}}]}",
                    "garbage", "``",
                    "{'results':[{'items':['\\ud800']}]}", "{'results':[]}]",
                    "{'results':[],'results':[]}"})
    void refusesWhatIsNoReply(String body) {
        assertThatThrownBy(
                () -> OpsCodec.decodeReply(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                        WireFormat.JSON, 1))
                .isInstanceOf(MalformedMessage.class);
    }

    @Test
    void neverSendsWhatOnlyAHeadMayOrder() {
        OpsRequest forget = anonymous(List.of(new Mutation.Forget()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpsCodec.encodeRequest(forget, WireFormat.CBOR));
    }

    static OpsRequest request(RandomMessages messages, Random random) {
        boolean identified = random.nextBoolean();
        List<Call> calls = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            Operation operation = operation(messages, random, identified);
            long sequence = identified && operation instanceof Mutation
                    ? 1 + random.nextLong(Long.MAX_VALUE) : 0;
            calls.add(new Call(sequence, operation));
        }
        return identified
                ? new OpsRequest(new ClientId(random.nextLong(), 1),
                        random.nextLong(Long.MAX_VALUE), i(random), calls)
                : new OpsRequest(OpsCodec.ANONYMOUS, 0, i(random), calls);
    }

    private static long i(Random random) {
        return random.nextBoolean() ? 0 : random.nextLong(Long.MAX_VALUE);
    }

    private static Operation operation(RandomMessages messages, Random random, boolean identified) {
        Operation operation = messages.next(Operation.class);
        if (operation instanceof Mutation.Forget
                || operation instanceof Mutation.Claim && !identified) {
            return new Mutation.Clock(messages.utf8(), random.nextLong());
        }
        if (operation instanceof Read.Keys keys) {
            return new Read.Keys(keys.bin(), keys.prefix(), keys.suffix(), keys.after(),
                    random.nextInt(100_001));
        }
        if (operation instanceof Read.ListKeys keys) {
            return new Read.ListKeys(keys.bin(), keys.prefix(), keys.suffix(), keys.after(),
                    random.nextInt(100_001));
        }
        return operation;
    }

    static OpsReply reply(RandomMessages messages) {
        OpsReply any = messages.next(OpsReply.class);
        return new OpsReply(any.epoch(), any.results().stream()
                .map(result -> result instanceof Result.Removed removed
                        ? new Result.Removed(removed.count() & Long.MAX_VALUE)
                        : result)
                .toList());
    }

    private static byte[] damaged(byte[] valid, Random random) {
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(valid, random.nextInt(valid.length));
        }
        byte[] mutated = valid.clone();
        for (int n = random.nextInt(3); n >= 0; n--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
        }
        return mutated;
    }

    private static void attempt(byte[] bytes, WireFormat format) {
        try {
            OpsRequest request = OpsCodec.decodeRequest(bytes, format);
            assertThat(OpsCodec.decodeRequest(OpsCodec.encodeRequest(request, format), format))
                    .isEqualTo(request);
        } catch (InvalidOps e) {
            assertThat(Problem.INVALID_REQUEST.document(e.reason(),
                    java.util.Map.of("field", e.field()))).isNotEmpty();
        }
        try {
            OpsReply reply = OpsCodec.decodeReply(bytes, format, 1);
            assertThat(OpsCodec.decodeReply(OpsCodec.encodeReply(reply, format), format, 1))
                    .isEqualTo(reply);
        } catch (MalformedMessage e) {
            assertThat(e).hasMessageNotContaining("NullPointer");
        }
    }

    private static OpsRequest anonymous(List<? extends Operation> operations) {
        return new OpsRequest(OpsCodec.ANONYMOUS, 0, 0,
                operations.stream().map(operation -> new Call(0, operation)).toList());
    }

    private static OpsRequest decode(String json) {
        return OpsCodec.decodeRequest(json.getBytes(StandardCharsets.UTF_8), WireFormat.JSON);
    }

    private static void refuses(String json, Problem problem, String field, String reason) {
        refuses(json.getBytes(StandardCharsets.UTF_8), problem, field, reason);
    }

    private static void refuses(byte[] json, Problem problem, String field, String reason) {
        refuses(json, WireFormat.JSON, problem, field, reason);
    }

    private static void refusesCbor(String hex, Problem problem, String field, String reason) {
        refuses(HexFormat.of().parseHex(hex), WireFormat.CBOR, problem, field, reason);
    }

    private static void refuses(byte[] body, WireFormat format, Problem problem, String field,
            String reason) {
        InvalidOps refusal =
                catchThrowableOfType(InvalidOps.class, () -> OpsCodec.decodeRequest(body, format));
        assertThat(refusal).isNotNull();
        assertThat(refusal.problem()).as(refusal.getMessage()).isEqualTo(problem);
        assertThat(refusal.field()).as(refusal.getMessage()).isEqualTo(field);
        assertThat(refusal.reason()).contains(reason);
    }

    private static Utf8 utf8(String text) {
        return Utf8.of(text);
    }
}
