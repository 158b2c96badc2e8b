/** Moving a partition's state to a learner, or to a replica that has fallen too far behind. */
@NullMarked
package io.binstore.backend.core.transfer;

import org.jspecify.annotations.NullMarked;
