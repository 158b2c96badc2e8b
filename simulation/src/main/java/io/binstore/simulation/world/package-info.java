/** Virtual time: one queue of events, processes with clocks of their own, chance from the seed, the trace. */
@NullMarked
package io.binstore.simulation.world;

import org.jspecify.annotations.NullMarked;
