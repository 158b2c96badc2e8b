/** What other processes ask of a keeper, and problem documents for all it does not answer. */
@NullMarked
package io.binstore.keeper.http;

import org.jspecify.annotations.NullMarked;
