/**
 * The backend as pure decisions: it votes on views, leases, replicates along chains, and stores. It sees the world only
 * through the four ports of {@code io.binstore.protocol.runtime}.
 */
@NullMarked
package io.binstore.backend.core;

import org.jspecify.annotations.NullMarked;
