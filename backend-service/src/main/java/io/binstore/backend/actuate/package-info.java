/** Health and metrics, read from the backend's report. */
@NullMarked
package io.binstore.backend.actuate;

import org.jspecify.annotations.NullMarked;
