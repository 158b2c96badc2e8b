/** The vocabulary of binstore: names, operations, messages and the ports a node sees the world through. */
@NullMarked
package io.binstore.protocol;

import org.jspecify.annotations.NullMarked;
