package io.cookify.consul.operator.consul;

/**
 * The connections to all Consul clusters: one pool for each, kept between reconciliations.
 *
 * <p>Take a {@link Consul} for each reconciliation and do not keep it: a pool that nobody asked for
 * in ten minutes is closed, and so is one whose CA was replaced.
 */
public final class ConsulClients implements AutoCloseable {

  private volatile boolean closed;

  /**
   * A connection to one cluster. Nothing is sent yet.
   *
   * @param key names the cluster, {@code namespace/name}; calls with the same key share a pool
   * @throws ConsulUntrusted if the CA cannot be read
   * @throws IllegalStateException after {@link #close()}
   */
  public Consul connect(String key, ConsulAccess access) {
    if (closed) {
      throw new IllegalStateException("the connections to Consul are closed");
    }
    throw new UnsupportedOperationException(key + access);
  }

  /** Closes the connections to a cluster that is gone. */
  public void forget(String key) {}

  /** Closes all connections. */
  @Override
  public void close() {
    closed = true;
  }
}
