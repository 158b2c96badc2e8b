/** What clients asked, what they were answered, and when. */
@NullMarked
package io.binstore.simulation.history;

import org.jspecify.annotations.NullMarked;
