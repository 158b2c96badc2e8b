/** One partition on one backend: the replicated state and its place in the chain. */
@NullMarked
package io.binstore.backend.core.partition;

import org.jspecify.annotations.NullMarked;
