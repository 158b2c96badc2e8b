/** Judges: linearizability, clock, invariants during the run, convergence at its end. */
@NullMarked
package io.binstore.simulation.check;

import org.jspecify.annotations.NullMarked;
