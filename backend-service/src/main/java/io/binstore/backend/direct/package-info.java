/** Connections of SDKs and peers, taken over from the container and served by the node's own loop. */
@NullMarked
package io.binstore.backend.direct;

import org.jspecify.annotations.NullMarked;
