/** Properties and wiring. */
@NullMarked
package io.binstore.backend.config;

import org.jspecify.annotations.NullMarked;
