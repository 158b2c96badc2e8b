/** Tests of the keeper's core, all in virtual time. */
@NullMarked
package io.binstore.keeper.core;

import org.jspecify.annotations.NullMarked;
