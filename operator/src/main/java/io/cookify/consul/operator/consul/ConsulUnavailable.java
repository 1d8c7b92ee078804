package io.cookify.consul.operator.consul;

import org.jspecify.annotations.Nullable;

/**
 * Nobody could answer now: no connection, a time-out, no leader, overload, a 5xx. Try again later.
 * A write may or may not have happened, unless {@link #neverSent()}.
 */
public final class ConsulUnavailable extends ConsulException {

  private static final long serialVersionUID = 1L;

  private final boolean neverSent;

  ConsulUnavailable(String message, boolean neverSent, @Nullable Throwable cause) {
    super(message, cause);
    this.neverSent = neverSent;
  }

  /** True if the request surely reached no server, so that a write has surely not happened. */
  public boolean neverSent() {
    return neverSent;
  }
}
