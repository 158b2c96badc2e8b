/** The same load for long: whether errors come up, or memory grows. */
@NullMarked
package io.binstore.bench.hold;

import org.jspecify.annotations.NullMarked;
