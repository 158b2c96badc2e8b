/** The same seeds in two virtual machines: equal runs leave equal fingerprints. */
@NullMarked
package io.binstore.simulation.twin;

import org.jspecify.annotations.NullMarked;
