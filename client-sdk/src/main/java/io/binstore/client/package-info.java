/** The client: maps bins to replicas, batches, retries exactly once. */
@NullMarked
package io.binstore.client;

import org.jspecify.annotations.NullMarked;
