/** Large clusters over long times. */
@NullMarked
package io.binstore.simulation.scale;

import org.jspecify.annotations.NullMarked;
