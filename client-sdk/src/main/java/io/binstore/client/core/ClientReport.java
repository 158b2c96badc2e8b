package io.binstore.client.core;

/**
 * What a client core is doing, at one moment.
 *
 * @param cluster the cluster id of the view it goes by, or 0 without one
 * @param epoch the epoch of that view, or 0
 * @param open calls that are being worked on
 * @param waiting calls that wait for their turn
 * @param calls calls accepted so far
 * @param attempts operations sent so far, repeats included
 * @param requests requests that carried them
 * @param setbacks attempts that have to be repeated
 */
public record ClientReport(long cluster, long epoch, int open, int waiting, long calls,
        long attempts, long requests,
        long setbacks) {
}
