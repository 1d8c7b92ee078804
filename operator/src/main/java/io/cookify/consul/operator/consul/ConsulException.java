package io.cookify.consul.operator.consul;

import org.jspecify.annotations.Nullable;

/**
 * A call to Consul that did not work, sorted by what the caller may do about it. Messages name
 * method, path, server, status and a short cleaned text; they carry no token and no body.
 */
public abstract sealed class ConsulException extends RuntimeException
    permits ConsulUnavailable, ConsulUntrusted, ConsulDenied, ConsulRejected, ConsulGarbled {

  private static final long serialVersionUID = 1L;

  ConsulException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
