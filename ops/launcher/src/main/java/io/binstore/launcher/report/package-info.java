/** What measuring commands print: tables, and pages that need nothing from elsewhere. */
@NullMarked
package io.binstore.launcher.report;

import org.jspecify.annotations.NullMarked;
