/** The operator under test: installed by its chart, or as a process of this machine. */
@NullMarked
package io.cookify.consul.proof.operator;

import org.jspecify.annotations.NullMarked;
