/** The demo: the main job of the store as a story, with real processes. */
@NullMarked
package io.binstore.launcher.demo;

import org.jspecify.annotations.NullMarked;
