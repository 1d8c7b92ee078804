/** The Kubernetes clusters that the suites run on, and what is put on them. */
@NullMarked
package io.cookify.consul.proof.cluster;

import org.jspecify.annotations.NullMarked;
