package io.binstore.keeper.core;

/**
 * Why a term is over.
 *
 * @param pauseNanos the most that is waited, besides a little for chance, before another one is
 *         asked for
 */
record Deposed(String why, long pauseNanos) {
}
