/**
 * How we read and write Kubernetes: labels and owners, the one {@link
 * io.cookify.consul.operator.kube.Writer}, events, and what an API error means to the caller.
 */
@NullMarked
package io.cookify.consul.operator.kube;

import org.jspecify.annotations.NullMarked;
