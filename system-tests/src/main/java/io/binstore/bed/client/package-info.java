/** Clients in processes of their own, which write down what they asked and were answered. */
@NullMarked
package io.binstore.bed.client;

import org.jspecify.annotations.NullMarked;
