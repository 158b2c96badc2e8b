/** Where the bed's processes live: namespaces of the kernel with links that can be cut, or the loopback interface. */
@NullMarked
package io.binstore.bed.host;

import org.jspecify.annotations.NullMarked;
