/** What a run found, as tables and pages. */
@NullMarked
package io.binstore.bench.report;

import org.jspecify.annotations.NullMarked;
