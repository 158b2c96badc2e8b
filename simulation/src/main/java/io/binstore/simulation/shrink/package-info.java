/** Makes a failed run as small as it can be made, and tells its story. */
@NullMarked
package io.binstore.simulation.shrink;

import org.jspecify.annotations.NullMarked;
