/**
 * Decides, purely: from what was observed to the steps that bring a cluster closer to its
 * specification, and to the words of its status. No client, no clock of its own, no randomness.
 */
@NullMarked
package io.cookify.consul.operator.cluster.plan;

import org.jspecify.annotations.NullMarked;
