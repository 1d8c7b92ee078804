package io.cookify.consul.operator.consul;

import org.jspecify.annotations.Nullable;

/**
 * The server did not prove to be ours: its certificate is not signed by our CA, has expired or
 * carries another name; or the CA itself cannot be read. Nothing was sent. Mend the certificates;
 * waiting helps only while a new certificate is on its way.
 */
public final class ConsulUntrusted extends ConsulException {

  private static final long serialVersionUID = 1L;

  ConsulUntrusted(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
