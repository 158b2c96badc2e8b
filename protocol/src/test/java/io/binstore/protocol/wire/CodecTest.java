package io.binstore.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binstore.protocol.message.Addressee;
import io.binstore.protocol.message.AppendAck;
import io.binstore.protocol.message.ClockRequest;
import io.binstore.protocol.message.FetchViewReply;
import io.binstore.protocol.message.HealthReply;
import io.binstore.protocol.message.HintRequest;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.Reply;
import io.binstore.protocol.message.Request;
import io.binstore.protocol.operation.Result;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {

    static List<Class<?>> requests() {
        return RandomMessages.alternatives(Request.class);
    }

    static List<Class<?>> replies() {
        return RandomMessages.alternatives(Reply.class);
    }

    static List<Class<?>> unions() {
        return List.copyOf(Tags.OF.keySet());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void carriesEveryRequest(Class<? extends Request> type) {
        RandomMessages messages = new RandomMessages(new Random(1));
        for (int i = 0; i < 200; i++) {
            Request request = messages.next(type);
            assertThat(Codec.decodeRequest(Codec.encode(request))).isEqualTo(request);
        }
    }

    @ParameterizedTest
    @MethodSource("replies")
    void carriesEveryReply(Class<? extends Reply> type) {
        RandomMessages messages = new RandomMessages(new Random(2));
        for (int i = 0; i < 200; i++) {
            Reply reply = messages.next(type);
            assertThat(Codec.decodeReply(Codec.encode(reply))).isEqualTo(reply);
        }
    }

    @ParameterizedTest
    @MethodSource("unions")
    void hasATagForEveryAlternative(Class<?> union) {
        assertThat(Tags.OF.get(union))
                .containsExactlyInAnyOrderElementsOf(RandomMessages.alternatives(union));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void anyDamageToARequestIsNoticedOrHarmless(Class<? extends Request> type) {
        Random random = new Random(3);
        RandomMessages messages = new RandomMessages(random);
        for (int i = 0; i < 100; i++) {
            damage(Codec.encode(messages.next(type)), Codec::decodeRequest, Codec::encode, random);
        }
    }

    @ParameterizedTest
    @MethodSource("replies")
    void anyDamageToAReplyIsNoticedOrHarmless(Class<? extends Reply> type) {
        Random random = new Random(4);
        RandomMessages messages = new RandomMessages(random);
        for (int i = 0; i < 100; i++) {
            damage(Codec.encode(messages.next(type)), Codec::decodeReply, Codec::encode, random);
        }
    }

    @Test
    void refusesGarbage() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            attempt(bytes, Codec::decodeRequest, Codec::encode);
            attempt(bytes, Codec::decodeReply, Codec::encode);
        }
    }

    @Test
    void refusesWhatIsNotAMessage() {
        refuses("", "expected an array");
        refuses("80", "expected an integer");
        refuses("8163", "expected an integer");
        refuses("8118ff", "unknown tag 255 of a Request");
        refuses("8120", "unknown tag -1 of a Request");
        refuses("8102f6", "after the end");
        refuses("820200", "elements, not 2");
        refuses("8103", "elements, not 1");
        refuses("820305", "expected a byte string");
        refuses("8203f6", "expected a byte string");
    }

    @Test
    void believesNoDeclaredLength() {
        refuses("82035b7fffffffffffffff61", "cut off");
        refuses("82035a7fffffff61", "cut off");
        refuses("82035affffffff61", "cut off");
        refuses("82035bffffffffffffffff61", "cut off");
        refuses("9a7fffffff03", "cut off");
        refuses("9bffffffffffffffff03", "cut off");
        // A value of 2 GiB that never comes.
        byte[] claimed = HexFormat.of().parseHex("840c00000000000000818300" + "5a7ffffff0");
        assertThatThrownBy(() -> Codec.decodeReply(claimed)).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void refusesOverDeepNesting() {
        byte[] deep = new byte[100_000];
        Arrays.fill(deep, (byte) 0x81);
        assertThatThrownBy(() -> Codec.decodeRequest(deep)).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void isStableOnTheWire() {
        assertThat(HexFormat.of().formatHex(Codec.encode(new HintRequest("ab"))))
                .isEqualTo("8203426162");
        assertThat(HexFormat.of().formatHex(Codec.encode(new FetchViewReply(null))))
                .isEqualTo("8209f6");
        assertThat(Rejected.Reason.values()).extracting(Enum::name).containsExactly(
                "WRONG_INCARNATION",
                "WRONG_CLUSTER", "OUTDATED", "NOT_YET", "BUSY", "INVALID");
        assertThat(AppendAck.Code.values()).extracting(Enum::name).containsExactly("APPLIED", "GAP",
                "OUTDATED",
                "NOT_YET", "WAIT");
        assertThat(HealthReply.State.values()).extracting(Enum::name).containsExactly("FRESH",
                "MEMBER", "LEAVING");
        assertThat(Result.Reason.values()).extracting(Enum::name).containsExactly("MISDIRECTED",
                "BUSY", "NOT_READY",
                "PENDING", "FULL", "TOO_LARGE", "STALE", "OUTCOME_UNKNOWN");
    }

    @Test
    void takesNoOpenEndedItems() {
        refuses("9f03426162ff", "expected an array");
        refuses("8203" + "5f41614162ff", "expected a byte string");
    }

    @Test
    void carriesNumbersOfAllLengths() {
        for (int bits = 0; bits < 63; bits++) {
            for (long number : new long[]{(1L << bits) - 1, 1L << bits, -(1L << bits),
                    ~(1L << bits)}) {
                ClockRequest request = new ClockRequest(new Addressee(number, 0), number);
                assertThat(Codec.decodeRequest(Codec.encode(request))).isEqualTo(request);
            }
        }
    }

    private static void refuses(String hex, String why) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> Codec.decodeRequest(bytes)).as(hex)
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining(why);
    }

    private static <M> void damage(byte[] valid, Function<byte[], M> decode,
            Function<M, byte[]> encode,
            Random random) {
        for (int i = 0; i < 20; i++) {
            attempt(Arrays.copyOf(valid, random.nextInt(valid.length)), decode, encode);
            byte[] mutated = valid.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            attempt(mutated, decode, encode);
            byte[] longer = Arrays.copyOf(valid, valid.length + 1);
            assertThatThrownBy(() -> decode.apply(longer)).isInstanceOf(MalformedMessage.class);
        }
    }

    private static <M> void attempt(byte[] bytes, Function<byte[], M> decode,
            Function<M, byte[]> encode) {
        M message;
        try {
            message = decode.apply(bytes);
        } catch (MalformedMessage e) {
            // Foreseen, not stumbled over.
            assertThat(String.valueOf(e.getCause())).doesNotContain("NullPointer", "ClassCast",
                    "OutOfBounds");
            return;
        }
        assertThat(decode.apply(encode.apply(message))).isEqualTo(message);
    }
}
