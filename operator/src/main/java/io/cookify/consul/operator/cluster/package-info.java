/**
 * Runs Consul clusters: observe, plan, take one step, record. The procedure is {@link
 * io.cookify.consul.operator.cluster.ConsulClusterReconciler}; what it decides is in {@code plan}.
 */
@NullMarked
package io.cookify.consul.operator.cluster;

import org.jspecify.annotations.NullMarked;
