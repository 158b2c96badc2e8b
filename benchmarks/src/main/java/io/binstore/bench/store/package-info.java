/** The stores that are measured: how they are started, and how a caller speaks to them. */
@NullMarked
package io.binstore.bench.store;

import org.jspecify.annotations.NullMarked;
