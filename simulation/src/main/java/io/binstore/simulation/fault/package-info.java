/** What goes wrong in a run, drawn by the seed. */
@NullMarked
package io.binstore.simulation.fault;

import org.jspecify.annotations.NullMarked;
