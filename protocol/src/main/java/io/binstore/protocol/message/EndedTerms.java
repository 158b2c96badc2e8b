package io.binstore.protocol.message;

/**
 * What a keeper held by its terms up to one is over: it is certified dead, or has said so itself. Terms of a keeper rise.
 *
 * @param keeperId the id it drew at its start
 * @param last the highest of these terms
 */
public record EndedTerms(long keeperId, long last) {

    /** Nothing that this keeper has held counts any more. */
    public static EndedTerms all(long keeperId) {
        return new EndedTerms(keeperId, Long.MAX_VALUE);
    }
}
