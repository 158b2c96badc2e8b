package io.binstore.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.HealthRequest;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.message.PeerReply;
import io.binstore.protocol.message.Rejected;
import io.binstore.protocol.message.ViewReply;
import io.binstore.protocol.message.ViewRequest;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpsRulesTest {

    private static final ClientId CLIENT = new ClientId(1, 2);
    private static final Utf8 B = Utf8.of("b");
    private static final Operation GET = new Read.Get(B, B);
    private static final Operation SET = new Mutation.Set(B, B, B);

    @Test
    void takesWhatThePublicShapeTakes() {
        RandomMessages messages = new RandomMessages(new Random(41));
        for (int i = 0; i < 300; i++) {
            OpsRules.check(OpsCodecTest.request(messages, new Random(i)));
        }
    }

    @Test
    void refusesWhatThePublicShapeCannotSay() {
        refuses("ops[0].op", CLIENT, 0, 0, new Call(1, new Mutation.Forget()));
        refuses("ops[0].op", OpsCodec.ANONYMOUS, 0, 0, new Call(0, new Mutation.Claim(B, 1, 2)));
        refuses("ops[1].seq", CLIENT, 0, 0, new Call(1, SET), new Call(0, SET));
        refuses("ops[0].seq", CLIENT, 0, 0, new Call(-1, SET));
        refuses("ops[0].seq", CLIENT, 0, 0, new Call(1, GET));
        refuses("ops[0].seq", OpsCodec.ANONYMOUS, 0, 0, new Call(1, SET));
        refuses("lowest", CLIENT, -1, 0, new Call(1, SET));
        refuses("waitMillis", CLIENT, 0, -1, new Call(1, SET));
        for (int limit : new int[]{-1, 100_001}) {
            refuses("ops[0].limit", CLIENT, 0, 0,
                    new Call(0, new Read.Keys(B, B, B, null, limit)));
            refuses("ops[0].limit", CLIENT, 0, 0,
                    new Call(0, new Read.ListKeys(B, B, B, null, limit)));
        }
        refuses("ops", CLIENT, 0, 0,
                Collections.nCopies(1_001, new Call(0, GET)).toArray(Call[]::new));
    }

    @Test
    void knowsWhatAnswersWhat() {
        OpsRequest ops = new OpsRequest(CLIENT, 0, 0, List.of());
        OpsReply results = new OpsReply(1, List.of());
        Rejected rejected = new Rejected(Rejected.Reason.BUSY, 1, 1, 1, "");
        assertThat(Routes.answers(ops, results)).isTrue();
        assertThat(Routes.answers(ops, rejected)).isTrue();
        assertThat(Routes.answers(ops, new ViewReply(0, null))).isFalse();
        assertThat(Routes.answers(new ViewRequest(0, 0), new ViewReply(0, null))).isTrue();
        assertThat(Routes.answers(new ViewRequest(0, 0), new PeerReply(0, List.of()))).isFalse();
        assertThatThrownBy(() -> Routes.answers(new HealthRequest(), results))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void framesMessagesBehindTheirLength() {
        OpsRequest request = new OpsRequest(CLIENT, 3, 4,
                Collections.nCopies(500, new Call(0, new Read.Get(B, Utf8.of("x".repeat(99))))));
        byte[] frame = Codec.frame(request);
        assertThat(ByteBuffer.wrap(frame).getInt()).isEqualTo(frame.length - 4);
        assertThat(Codec.decodeRequest(Arrays.copyOfRange(frame, 4, frame.length)))
                .isEqualTo(request);
        OpsReply reply = new OpsReply(7, List.of());
        frame = Codec.frame(reply);
        assertThat(ByteBuffer.wrap(frame).getInt()).isEqualTo(frame.length - 4);
        assertThat(Codec.decodeReply(Arrays.copyOfRange(frame, 4, frame.length))).isEqualTo(reply);
    }

    private static void refuses(String field, ClientId client, long lowest, long waitMillis,
            Call... calls) {
        InvalidOps refusal = catchThrowableOfType(InvalidOps.class,
                () -> OpsRules.check(new OpsRequest(client, lowest, waitMillis, List.of(calls))));
        assertThat(refusal).isNotNull();
        assertThat(refusal.field()).isEqualTo(field);
    }
}
