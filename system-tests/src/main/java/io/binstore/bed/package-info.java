/** The fault bed: real processes under faults of the kernel and the network, judged by the simulator's checkers. */
@NullMarked
package io.binstore.bed;

import org.jspecify.annotations.NullMarked;
