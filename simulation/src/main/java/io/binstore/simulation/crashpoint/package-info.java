/** Small scripted runs, each repeated with one more fault at every turn of every process. */
@NullMarked
package io.binstore.simulation.crashpoint;

import org.jspecify.annotations.NullMarked;
