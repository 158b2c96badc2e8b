/**
 * The client without its threads and sockets: finds the view, routes, batches and repeats calls
 * exactly once.
 */
@NullMarked
package io.binstore.client.core;

import org.jspecify.annotations.NullMarked;
