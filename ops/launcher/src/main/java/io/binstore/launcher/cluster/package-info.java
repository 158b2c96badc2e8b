/** A cluster of local processes: starting, stopping, hurting and watching them. */
@NullMarked
package io.binstore.launcher.cluster;

import org.jspecify.annotations.NullMarked;
