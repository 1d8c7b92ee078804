package io.cookify.consul.operator.consul;

/** Consul knows us not, or forbids it: another token, or more rights for this one, is needed. */
public final class ConsulDenied extends ConsulException {

  private static final long serialVersionUID = 1L;

  private final boolean unknownToken;

  ConsulDenied(String message, boolean unknownToken) {
    super(message, null);
    this.unknownToken = unknownToken;
  }

  /**
   * True if this server does not know the token at all ("ACL not found"), false if the token lacks
   * a right. A new token may be unknown to a lagging server for a moment.
   */
  public boolean unknownToken() {
    return unknownToken;
  }
}
