/**
 * JMH benchmarks of the hot cores; those that need a core's own names stand in the core's package.
 */
@NullMarked
package io.binstore.bench.jmh;

import org.jspecify.annotations.NullMarked;
