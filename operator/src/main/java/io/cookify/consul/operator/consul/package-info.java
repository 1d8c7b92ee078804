/**
 * Consul, in our words.
 *
 * <p>{@link io.cookify.consul.operator.consul.Consul} is the port the rest of the operator talks
 * to; behind it stands Ecwid's client over a transport of our own: trust in one CA, the token only
 * ever in a header, short time-outs, bounded answers, and every failure sorted by what the caller
 * may do about it. No other package sees Ecwid or Apache's HTTP client.
 */
@NullMarked
package io.cookify.consul.operator.consul;

import org.jspecify.annotations.NullMarked;
