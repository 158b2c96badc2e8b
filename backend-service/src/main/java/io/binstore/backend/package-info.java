/** The backend: stores bins and replicates them along chains. */
@NullMarked
package io.binstore.backend;

import org.jspecify.annotations.NullMarked;
