/** The keeper running: its loop, its transport, and the door for other threads. */
@NullMarked
package io.binstore.keeper.node;

import org.jspecify.annotations.NullMarked;
