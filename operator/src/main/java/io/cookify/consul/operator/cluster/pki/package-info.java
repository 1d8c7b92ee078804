/**
 * The certificates of the Consul servers: the CA, ours or the user's, and the leaves it signs. Pure
 * functions of their arguments; time and randomness are passed in.
 */
@NullMarked
package io.cookify.consul.operator.cluster.pki;

import org.jspecify.annotations.NullMarked;
