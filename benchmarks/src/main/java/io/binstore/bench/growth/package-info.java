/** How speed and memory change as values, callers, backends, entries and lists grow. */
@NullMarked
package io.binstore.bench.growth;

import org.jspecify.annotations.NullMarked;
