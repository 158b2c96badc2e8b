/** The calls a user can make and what they answer. */
@NullMarked
package io.binstore.protocol.operation;

import org.jspecify.annotations.NullMarked;
