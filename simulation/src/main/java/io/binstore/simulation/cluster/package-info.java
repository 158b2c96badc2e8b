/** Backends, keepers and clients: the production cores as simulated processes. */
@NullMarked
package io.binstore.simulation.cluster;

import org.jspecify.annotations.NullMarked;
