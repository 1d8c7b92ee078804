/** Looking at the outcome from outside, without asking the operator. */
@NullMarked
package io.cookify.consul.proof.probe;

import org.jspecify.annotations.NullMarked;
