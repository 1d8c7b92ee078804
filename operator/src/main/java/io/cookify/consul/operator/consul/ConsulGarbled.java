package io.cookify.consul.operator.consul;

import org.jspecify.annotations.Nullable;

/**
 * An answer came, but not one of Consul's: cut off, not JSON, too large, or a redirect. A write may
 * have happened. Read before writing again; if it stays so, something else answers in Consul's
 * place.
 */
public final class ConsulGarbled extends ConsulException {

  private static final long serialVersionUID = 1L;

  ConsulGarbled(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
