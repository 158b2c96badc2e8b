/** What a run proves: histories, replicas, traffic around each fault, recovery. */
@NullMarked
package io.binstore.bed.judge;

import org.jspecify.annotations.NullMarked;
