/** The load driver: binstore and its peers side by side under the same load. */
@NullMarked
package io.binstore.bench;

import org.jspecify.annotations.NullMarked;
