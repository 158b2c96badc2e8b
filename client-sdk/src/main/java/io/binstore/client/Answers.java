package io.binstore.client;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.operation.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Results as users see them. */
final class Answers {

    private Answers() {
    }

    static @Nullable Void nothing(Result result) {
        return null;
    }

    static Optional<String> value(Result result) {
        Utf8 value = ((Result.Value) result).value();
        return value == null ? Optional.empty() : Optional.of(value.toString());
    }

    static List<String> items(Result result) {
        return strings(((Result.Items) result).items());
    }

    static long removed(Result result) {
        return ((Result.Removed) result).count();
    }

    static List<String> keys(Result result) {
        return strings(((Result.Keys) result).keys());
    }

    static KeyPage page(Result result) {
        Utf8 next = ((Result.Keys) result).next();
        return new KeyPage(keys(result), next == null ? null : next.toString());
    }

    static long clock(Result result) {
        return ((Result.ClockValue) result).clock();
    }

    /** What a refusal is thrown as. */
    static BinStoreException exception(Result.Refused refused) {
        return switch (refused.reason()) {
            case FULL -> new StoreFullException(refused.detail());
            case TOO_LARGE -> new TooLargeException(refused.detail());
            case OUTCOME_UNKNOWN, STALE -> new OutcomeUnknownException(refused.detail());
            case MISDIRECTED, BUSY, NOT_READY, PENDING ->
                    new UnavailableException(refused.detail());
        };
    }

    private static List<String> strings(List<Utf8> texts) {
        List<String> strings = new ArrayList<>(texts.size());
        for (Utf8 text : texts) {
            strings.add(text.toString());
        }
        return List.copyOf(strings);
    }
}
