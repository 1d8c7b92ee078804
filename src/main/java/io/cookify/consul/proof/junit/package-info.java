/** How the suites get a cluster, an operator and a namespace, and what they leave behind. */
@NullMarked
package io.cookify.consul.proof.junit;

import org.jspecify.annotations.NullMarked;
