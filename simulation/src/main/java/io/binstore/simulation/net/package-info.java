/** The simulated network: production bytes over links that delay, lose, repeat and part. */
@NullMarked
package io.binstore.simulation.net;

import org.jspecify.annotations.NullMarked;
