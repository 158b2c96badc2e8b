/** What an entry takes: in the core's objects, and in the memory of a running backend. */
@NullMarked
package io.binstore.bench.memory;

import org.jspecify.annotations.NullMarked;
