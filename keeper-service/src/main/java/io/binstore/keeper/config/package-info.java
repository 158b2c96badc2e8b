/** Properties and wiring. */
@NullMarked
package io.binstore.keeper.config;

import org.jspecify.annotations.NullMarked;
