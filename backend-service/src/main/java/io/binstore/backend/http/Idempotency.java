package io.binstore.backend.http;

import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.model.ClientId;
import io.binstore.protocol.model.RequestId;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.wire.OpsCodec;
import io.binstore.protocol.wire.WireFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * An {@code Idempotency-Key} as the identity of the operations that come under it (I8).
 *
 * <p>
 * The key's digest stands for the client, so any backend gives a repeat the same identities, and an
 * operation's place in the batch is its sequence. Nothing is ever known to be answered, so the
 * lowest unanswered sequence stays 0; results go when the key has not been used for 10 minutes.
 *
 * @param client the first 128 bits of the digest
 * @param bin the digest in hex: the bin whose partition remembers what the key was first used for
 */
record Idempotency(ClientId client, Utf8 bin) {

    /** The sequence of the claim, above those of any batch. */
    private static final long CLAIM_SEQUENCE = 1_000_001;

    static Idempotency of(String key) {
        byte[] digest = sha256(key.getBytes(StandardCharsets.US_ASCII));
        ByteBuffer words = ByteBuffer.wrap(digest);
        return new Idempotency(new ClientId(words.getLong(), words.getLong()),
                Utf8.of(HexFormat.of().formatHex(digest)));
    }

    /** The operations under their identities. */
    OpsRequest identify(OpsRequest request) {
        List<Call> calls = new ArrayList<>(request.calls().size());
        for (Call call : request.calls()) {
            boolean mutation = call.operation() instanceof Mutation;
            calls.add(new Call(mutation ? calls.size() + 1 : 0, call.operation()));
        }
        return new OpsRequest(client, 0, request.waitMillis(), calls);
    }

    /** Ties the key to the decoded operations, whatever form they came in. */
    Mutation.Claim claim(OpsRequest identified) {
        OpsRequest plain = new OpsRequest(client, 0, 0, identified.calls());
        ByteBuffer words = ByteBuffer.wrap(sha256(OpsCodec.encodeRequest(plain, WireFormat.CBOR)));
        return new Mutation.Claim(bin, words.getLong(), words.getLong());
    }

    RequestId claimId() {
        return new RequestId(client, CLAIM_SEQUENCE, 0);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
