/**
 * Pure builders of Kubernetes objects: the same {@link Blueprint} always gives the same objects. No
 * client, no clock, no randomness.
 */
@NullMarked
package io.cookify.consul.operator.resources;

import org.jspecify.annotations.NullMarked;
