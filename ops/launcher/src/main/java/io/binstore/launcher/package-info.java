/** Starts and stops clusters of local processes. */
@NullMarked
package io.binstore.launcher;

import org.jspecify.annotations.NullMarked;
