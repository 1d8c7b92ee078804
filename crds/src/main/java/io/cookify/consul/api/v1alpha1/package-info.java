/** What a user may say: the custom resources of {@code consul.cookify.io/v1alpha1}. */
@NullMarked
package io.cookify.consul.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
