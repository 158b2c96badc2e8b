/**
 * The keeper as a pure core: it watches, leads, plans views and drives them through.
 *
 * <p>
 * {@link io.binstore.keeper.core.Keeper} is the node; everything else is a decision or a table that
 * it uses. Nothing here knows HTTP, threads, clocks or a framework.
 */
@NullMarked
package io.binstore.keeper.core;

import org.jspecify.annotations.NullMarked;
