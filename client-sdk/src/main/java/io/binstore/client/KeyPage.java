package io.binstore.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the keys of a bin.
 *
 * @param keys in the order of their Unicode code points
 * @param next what to pass as {@code after} for the page behind this one, or null if this is the
 *         last
 */
public record KeyPage(List<String> keys, @Nullable String next) {

    public KeyPage {
        keys = List.copyOf(keys);
    }
}
