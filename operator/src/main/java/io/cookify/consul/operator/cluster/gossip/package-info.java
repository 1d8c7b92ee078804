/** The key that encrypts the gossip among the agents. */
@NullMarked
package io.cookify.consul.operator.cluster.gossip;

import org.jspecify.annotations.NullMarked;
