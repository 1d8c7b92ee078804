package io.cookify.consul.operator.consul;

/** The request itself is wrong, ours or the user's; repeating it unchanged is of no use. */
public final class ConsulRejected extends ConsulException {

  private static final long serialVersionUID = 1L;

  private final int status;

  ConsulRejected(String message, int status) {
    super(message, null);
    this.status = status;
  }

  /** The HTTP status of Consul's answer. */
  public int status() {
    return status;
  }
}
