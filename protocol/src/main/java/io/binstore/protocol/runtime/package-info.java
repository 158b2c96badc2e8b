/** The four ports of a node (time, timers, chance, transport) and the always-on checks. */
@NullMarked
package io.binstore.protocol.runtime;

import org.jspecify.annotations.NullMarked;
