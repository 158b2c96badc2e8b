/** What the operating system says about processes. */
@NullMarked
package io.binstore.bench.host;

import org.jspecify.annotations.NullMarked;
