/** The whole system in one thread from one seed: the command line is here, everything else in the rooms below. */
@NullMarked
package io.binstore.simulation;

import org.jspecify.annotations.NullMarked;
