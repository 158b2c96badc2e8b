package io.binstore.backend.http;

import io.binstore.protocol.model.Utf8;
import io.binstore.protocol.wire.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * A path as its segments, each taken literally after decoding once.
 *
 * @param segments what stood between the slashes; {@code %2F} is part of a segment, and so is a
 *         {@code ;}
 */
record RawPath(List<Utf8> segments) {

    RawPath {
        segments = List.copyOf(segments);
    }

    /**
     * @param raw the path as it was sent, beginning with a slash
     * @throws ProblemException if a segment is {@code .} or {@code ..} as it stands, or cannot be
     * decoded
     */
    static RawPath parse(String raw) {
        List<Utf8> segments = new ArrayList<>(5);
        int from = 1;
        while (from <= raw.length()) {
            int slash = raw.indexOf('/', from);
            int end = slash < 0 ? raw.length() : slash;
            segments.add(decode(raw.substring(from, end)));
            from = end + 1;
        }
        return new RawPath(segments);
    }

    private static Utf8 decode(String segment) {
        if (segment.equals(".") || segment.equals("..")) {
            throw new ProblemException(Problem.INVALID_NAME,
                    "a path segment is '" + segment
                            + "'; as a name it is written with %2E for each dot");
        }
        try {
            return PercentEncoding.decode(segment, false);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.INVALID_NAME,
                    "path segment '" + segment + "': " + e.getMessage());
        }
    }

    int size() {
        return segments.size();
    }

    /** Whether there is a segment at this place and it is this word. */
    boolean is(int place, Utf8 word) {
        return place < segments.size() && segments.get(place).equals(word);
    }

    /** The name at this place. @throws ProblemException if it is empty */
    Utf8 name(int place, String field) {
        Utf8 name = segments.get(place);
        if (name.isEmpty()) {
            throw ProblemException.ofField(Problem.INVALID_NAME, field,
                    "no path can carry the empty name; POST /v1/ops can");
        }
        return name;
    }
}
