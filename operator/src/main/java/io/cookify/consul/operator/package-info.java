/** The process: {@code Main}, and {@code Wiring}, the only place where things are built. */
@NullMarked
package io.cookify.consul.operator;

import org.jspecify.annotations.NullMarked;
