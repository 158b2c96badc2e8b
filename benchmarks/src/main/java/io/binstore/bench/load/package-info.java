/** The load: what callers do, and what is measured while they do it. */
@NullMarked
package io.binstore.bench.load;

import org.jspecify.annotations.NullMarked;
