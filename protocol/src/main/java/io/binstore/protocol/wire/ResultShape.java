package io.binstore.protocol.wire;

import io.binstore.protocol.message.OpsRequest;
import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The public shape of the results of a batch. */
final class ResultShape {

    private ResultShape() {
    }

    static void write(BodyWriter out, Result result) {
        out.beginObject();
        if (result instanceof Result.Done) {
            out.bool("ok", true);
        } else if (result instanceof Result.Value value) {
            if (value.value() == null) {
                out.nothing("value");
            } else {
                out.text("value", value.value());
            }
        } else if (result instanceof Result.Items items) {
            out.texts("items", items.items());
        } else if (result instanceof Result.Removed removed) {
            out.number("removed", removed.count());
        } else if (result instanceof Result.Keys keys) {
            writeKeys(out, keys);
        } else if (result instanceof Result.ClockValue clock) {
            out.unsigned("clock", clock.clock());
        } else if (result instanceof Result.Claimed claimed) {
            out.string("claimed", Hex.of(claimed.high(), claimed.low()));
        } else if (result instanceof Result.Refused refused) {
            writeProblem(out, refused);
        }
        out.endObject();
    }

    static void writeKeys(BodyWriter out, Result.Keys keys) {
        out.texts("keys", keys.keys());
        if (keys.next() != null) {
            out.text("next", keys.next());
        }
    }

    private static void writeProblem(BodyWriter out, Result.Refused refused) {
        Problem problem = Problem.of(refused.reason());
        out.name("problem");
        out.beginObject();
        out.string("type", problem.type());
        out.string("title", problem.title());
        out.number("status", problem.status());
        out.words("detail", refused.detail());
        out.string("reason", Problem.kebab(refused.reason()));
        out.endObject();
    }

    /** Reads the object of a whole reply. */
    static List<Result> readAll(BodyReader in) {
        List<Result> results = null;
        in.beginObject();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            if (!name.equals("results") || results != null) {
                throw in.unknown();
            }
            results = new ArrayList<>();
            in.beginArray();
            while (in.nextElement()) {
                if (results.size() == OpsRequest.CALLS_MAX) {
                    throw in.refuse("too many results");
                }
                results.add(read(in));
            }
        }
        if (results == null) {
            throw in.refuse("results", "missing");
        }
        return results;
    }

    private static Result read(BodyReader in) {
        in.beginObject();
        String name = in.nextName();
        if (name == null) {
            throw in.refuse("empty");
        }
        Result result;
        switch (name) {
            case "ok" -> {
                if (!in.bool()) {
                    throw in.refuse("must be true");
                }
                result = Result.Done.DONE;
            }
            case "value" -> result = new Result.Value(in.nothing() ? null : in.utf8());
            case "items" -> result = new Result.Items(in.utf8s());
            case "removed" -> result = new Result.Removed(in.between(0, Long.MAX_VALUE));
            case "keys" -> {
                return readKeys(in);
            }
            case "clock" -> result = new Result.ClockValue(in.unsigned());
            case "claimed" -> {
                long[] fingerprint = in.hexPair();
                result = new Result.Claimed(fingerprint[0], fingerprint[1]);
            }
            case "problem" -> result = readProblem(in);
            default -> throw in.unknown();
        }
        if (in.nextName() != null) {
            throw in.unknown();
        }
        return result;
    }

    private static Result readKeys(BodyReader in) {
        List<Utf8> keys = in.utf8s();
        Utf8 next = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            if (!name.equals("next") || next != null) {
                throw in.unknown();
            }
            next = in.utf8();
        }
        return new Result.Keys(keys, next);
    }

    private static Result readProblem(BodyReader in) {
        Result.@Nullable Reason reason = null;
        String detail = "";
        in.beginObject();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            if (name.equals("reason")) {
                reason = Result.Reason
                        .valueOf(in.text().toUpperCase(Locale.ROOT).replace('-', '_'));
            } else if (name.equals("detail")) {
                detail = in.text();
            } else {
                in.skip();
            }
        }
        if (reason == null) {
            throw in.refuse("reason", "missing");
        }
        return new Result.Refused(reason, detail);
    }
}
