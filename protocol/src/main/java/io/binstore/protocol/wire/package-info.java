/** Messages as bytes and as HTTP: the codecs, the routes and the problem types. */
@NullMarked
package io.binstore.protocol.wire;

import org.jspecify.annotations.NullMarked;
