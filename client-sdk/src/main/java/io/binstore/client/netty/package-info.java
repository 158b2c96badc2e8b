/**
 * Time, timers and HTTP for a loop, on Netty. Public because backends carry their traffic over the
 * same classes; internal to binstore all the same: programs use {@link
 * io.binstore.client.BinStoreClient}.
 */
@NullMarked
package io.binstore.client.netty;

import org.jspecify.annotations.NullMarked;
