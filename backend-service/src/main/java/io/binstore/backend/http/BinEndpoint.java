package io.binstore.backend.http;

import io.binstore.protocol.message.Call;
import io.binstore.protocol.message.OpsReply;
import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Limits;
import io.binstore.protocol.operation.Mutation;
import io.binstore.protocol.operation.Operation;
import io.binstore.protocol.operation.Read;
import io.binstore.protocol.operation.Result;
import io.binstore.protocol.wire.OpsCodec;
import io.binstore.protocol.wire.Problem;
import io.binstore.protocol.wire.SingleCodec;
import io.binstore.protocol.wire.WireFormat;
import java.io.IOException;
import java.util.List;

/**
 * The single calls under {@code /v1/bins}: from path, query and body to an operation, from its
 * result to an answer.
 */
final class BinEndpoint {

    private static final Utf8 VALUES = Utf8.of("values");
    private static final Utf8 LISTS = Utf8.of("lists");
    private static final Utf8 CLOCK = Utf8.of("clock");

    private static final List<String> NO_PARAMETERS = List.of();
    private static final List<String> PAGE_PARAMETERS =
            List.of("prefix", "suffix", "after", "limit");
    private static final int PAGE_MAX = 100_000;

    /** In JSON a byte of a value may take six: {@code \\u0000}. */
    private static final int JSON_BYTES_PER_BYTE = 6;
    private static final int FRAME_BYTES = 1 << 10;

    private final Calls calls;
    private final int bodyBytesMax;

    BinEndpoint(Calls calls, Limits limits) {
        this.calls = calls;
        this.bodyBytesMax = Math.min(OpsEndpoint.BODY_BYTES_MAX,
                JSON_BYTES_PER_BYTE * limits.valueBytesMax() + FRAME_BYTES);
    }

    /** @return whether the path is one of these calls */
    boolean serve(Exchange exchange, RawPath path, Admission.Permit permit) throws IOException {
        boolean values = path.is(3, VALUES);
        if (path.size() == 5 && (values || path.is(3, LISTS))) {
            Utf8 bin = path.name(2, "bin");
            Utf8 key = path.name(4, "key");
            if (values) {
                serveValue(exchange, bin, key, permit);
            } else {
                serveList(exchange, bin, key, permit);
            }
        } else if (path.size() == 4 && (values || path.is(3, LISTS))) {
            serveKeys(exchange, path.name(2, "bin"), values);
        } else if (path.size() == 4 && path.is(3, CLOCK)) {
            serveClock(exchange, path.name(2, "bin"), permit);
        } else {
            return false;
        }
        return true;
    }

    private void serveValue(Exchange exchange, Utf8 bin, Utf8 key, Admission.Permit permit)
            throws IOException {
        if (!exchange.allows(List.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS"))) {
            return;
        }
        exchange.query(NO_PARAMETERS);
        switch (exchange.method()) {
            case "PUT" ->
                    run(exchange, "set", new Mutation.Set(bin, key, value(exchange, permit)), key);
            case "DELETE" -> run(exchange, "delete", new Mutation.Set(bin, key, Utf8.EMPTY), key);
            default -> run(exchange, "get", new Read.Get(bin, key), key);
        }
    }

    private void serveList(Exchange exchange, Utf8 bin, Utf8 key, Admission.Permit permit)
            throws IOException {
        if (!exchange.allows(List.of("GET", "HEAD", "POST", "DELETE", "OPTIONS"))) {
            return;
        }
        Query query = exchange
                .query(exchange.method().equals("DELETE") ? List.of("value") : NO_PARAMETERS);
        switch (exchange.method()) {
            case "POST" -> run(exchange, "listAppend",
                    new Mutation.ListAppend(bin, key, value(exchange, permit)), key);
            case "DELETE" -> {
                Utf8 value = query.get("value");
                if (value == null) {
                    throw ProblemException.invalid("value", "missing: the element to remove");
                }
                run(exchange, "listRemove", new Mutation.ListRemove(bin, key, value), key);
            }
            default -> run(exchange, "listGet", new Read.ListGet(bin, key), key);
        }
    }

    private void serveKeys(Exchange exchange, Utf8 bin, boolean values) throws IOException {
        if (!exchange.allows(List.of("GET", "HEAD", "OPTIONS"))) {
            return;
        }
        Query query = exchange.query(PAGE_PARAMETERS);
        Utf8 prefix = query.getOrEmpty("prefix");
        Utf8 suffix = query.getOrEmpty("suffix");
        int limit = query.number("limit", PAGE_MAX);
        if (values) {
            run(exchange, "keys", new Read.Keys(bin, prefix, suffix, query.get("after"), limit),
                    Utf8.EMPTY);
        } else {
            run(exchange, "listKeys",
                    new Read.ListKeys(bin, prefix, suffix, query.get("after"), limit), Utf8.EMPTY);
        }
    }

    private void serveClock(Exchange exchange, Utf8 bin, Admission.Permit permit)
            throws IOException {
        if (!exchange.allows(List.of("POST", "OPTIONS"))) {
            return;
        }
        exchange.query(NO_PARAMETERS);
        byte[] body = exchange.body(bodyBytesMax, permit);
        // No body has no type either: command line tools name one all the same.
        WireFormat format = body.length == 0 ? WireFormat.JSON : exchange.bodyFormat();
        run(exchange, "clock", new Mutation.Clock(bin, SingleCodec.decodeAtLeast(body, format)),
                Utf8.EMPTY);
    }

    private Utf8 value(Exchange exchange, Admission.Permit permit) {
        WireFormat format = exchange.bodyFormat();
        return SingleCodec.decodeValue(exchange.body(bodyBytesMax, permit), format);
    }

    private void run(Exchange exchange, String name, Operation operation, Utf8 key)
            throws IOException {
        exchange.call(name);
        CallOptions options = exchange.options();
        boolean silent =
                operation instanceof Mutation.Set || operation instanceof Mutation.ListAppend;
        WireFormat format = silent ? WireFormat.JSON : exchange.answerFormat(WireFormat.JSON);
        OpsReply reply = calls.run(
                new OpsRequest(OpsCodec.ANONYMOUS, 0, 0, List.of(new Call(0, operation))), options);
        exchange.epoch(reply.epoch());
        switch (reply.results().getFirst()) {
            case Result.Done _ -> exchange.noContent();
            case Result.Value(Utf8 value) -> {
                if (value == null) {
                    throw new ProblemException(Problem.NO_VALUE, "the key holds no value");
                }
                exchange.answer(format, SingleCodec.encodeValue(key, value, format));
            }
            case Result.Items(List<Utf8> items) ->
                    exchange.answer(format, SingleCodec.encodeItems(key, items, format));
            case Result.Removed(long count) ->
                    exchange.answer(format, SingleCodec.encodeRemoved(count, format));
            case Result.Keys keys -> exchange.answer(format, SingleCodec.encodeKeys(keys, format));
            case Result.ClockValue(long clock) ->
                    exchange.answer(format, SingleCodec.encodeClock(clock, format));
            case Result.Refused refused -> throw ProblemException.of(refused);
            case Result.Claimed _ ->
                    throw new IllegalStateException("only a claim is answered with one");
        }
    }
}
