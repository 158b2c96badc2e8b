/** Health, metrics and the cluster endpoint, read from the keeper's report. */
@NullMarked
package io.binstore.keeper.actuate;

import org.jspecify.annotations.NullMarked;
