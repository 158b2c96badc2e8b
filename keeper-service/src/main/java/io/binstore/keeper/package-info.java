/** The keeper: watches backends and plans the views. */
@NullMarked
package io.binstore.keeper;

import org.jspecify.annotations.NullMarked;
