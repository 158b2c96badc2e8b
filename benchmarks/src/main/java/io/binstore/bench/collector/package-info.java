/** Which collector stops the world for the shortest time. */
@NullMarked
package io.binstore.bench.collector;

import org.jspecify.annotations.NullMarked;
