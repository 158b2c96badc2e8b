/** A run as a table and a page. */
@NullMarked
package io.binstore.bed.report;

import org.jspecify.annotations.NullMarked;
