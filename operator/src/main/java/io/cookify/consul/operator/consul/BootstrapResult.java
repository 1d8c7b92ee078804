package io.cookify.consul.operator.consul;

import java.util.OptionalLong;

/** How Consul answered the request to bootstrap its ACL system. */
public sealed interface BootstrapResult {

  /** Consul made the management token with the secret we chose. */
  record Bootstrapped(AclToken token) implements BootstrapResult {}

  /**
   * It was done before, perhaps by ourselves just before a crash or a time-out: {@link
   * Consul#tokenSelf()} with our secret tells. Never try again with another secret.
   *
   * @param resetIndex what {@code acl-bootstrap-reset} must hold on the leader to allow it once
   *     more; empty if Consul did not say
   */
  record AlreadyDone(OptionalLong resetIndex) implements BootstrapResult {}
}
