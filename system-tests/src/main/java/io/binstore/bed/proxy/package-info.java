/** What stands before a backend and does to single requests what the kernel cannot. */
@NullMarked
package io.binstore.bed.proxy;

import org.jspecify.annotations.NullMarked;
