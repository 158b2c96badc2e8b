/** One seed from its shape to its verdict. */
@NullMarked
package io.binstore.simulation.run;

import org.jspecify.annotations.NullMarked;
