/** What the bed does to a cluster, and how it knows that it hurt. */
@NullMarked
package io.binstore.bed.fault;

import org.jspecify.annotations.NullMarked;
