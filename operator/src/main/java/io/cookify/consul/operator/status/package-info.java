/**
 * What a resource says of itself: conditions by one contract for all kinds, and the one road to a
 * status.
 */
@NullMarked
package io.cookify.consul.operator.status;

import org.jspecify.annotations.NullMarked;
