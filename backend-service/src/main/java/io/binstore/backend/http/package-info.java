/**
 * The HTTP interface: raw paths, bodies and headers to operations, results to answers, refusals to
 * problem documents.
 */
@NullMarked
package io.binstore.backend.http;

import org.jspecify.annotations.NullMarked;
