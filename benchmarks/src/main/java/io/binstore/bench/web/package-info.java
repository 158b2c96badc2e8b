/** Plain HTTP: a backend beside a bare controller on the same stack. */
@NullMarked
package io.binstore.bench.web;

import org.jspecify.annotations.NullMarked;
