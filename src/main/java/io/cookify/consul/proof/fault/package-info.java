/** What goes wrong between the operator and the API server, on purpose. */
@NullMarked
package io.cookify.consul.proof.fault;

import org.jspecify.annotations.NullMarked;
