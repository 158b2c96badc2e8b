/** The duties of the simulator beside running seeds, each a subcommand. */
@NullMarked
package io.binstore.simulation.command;

import org.jspecify.annotations.NullMarked;
