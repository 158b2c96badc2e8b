/** What every command that measures needs: its options, and the stores that it has running. */
@NullMarked
package io.binstore.bench.run;

import org.jspecify.annotations.NullMarked;
