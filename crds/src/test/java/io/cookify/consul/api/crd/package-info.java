/** Generates what is published of the API, the CRDs and their reference, and guards both. */
@NullMarked
package io.cookify.consul.api.crd;

import org.jspecify.annotations.NullMarked;
