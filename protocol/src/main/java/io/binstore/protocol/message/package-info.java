/** What nodes say to one another: one record per request and per reply. */
@NullMarked
package io.binstore.protocol.message;

import org.jspecify.annotations.NullMarked;
