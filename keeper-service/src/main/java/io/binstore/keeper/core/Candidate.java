package io.binstore.keeper.core;

/**
 * A keeper under one term.
 *
 * @param index its place in the configured list
 * @param id the id it drew at its start
 * @param term used by this start only, and only once
 * @param sinceNanos when it took the term
 */
record Candidate(int index, long id, long term, long sinceNanos) {
}
