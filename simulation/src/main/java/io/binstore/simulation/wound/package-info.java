/** Bugs on purpose: one-line wounds in copies of the cores' sources, to prove that the seeds find such. */
@NullMarked
package io.binstore.simulation.wound;

import org.jspecify.annotations.NullMarked;
