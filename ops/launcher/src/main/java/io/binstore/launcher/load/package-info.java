/** A steady load that knows what it wrote, and the check that all of it is there: exactly once and in order. */
@NullMarked
package io.binstore.launcher.load;

import org.jspecify.annotations.NullMarked;
