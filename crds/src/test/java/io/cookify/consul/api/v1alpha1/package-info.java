/** Proves the API: its defaults, its schema and the refusal of what would not work. */
@NullMarked
package io.cookify.consul.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
