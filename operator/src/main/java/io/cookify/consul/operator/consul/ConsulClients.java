package io.cookify.consul.operator.consul;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.http.client.HttpClient;

/**
 * The connections to all Consul clusters: one pool for each, kept between reconciliations.
 *
 * <p>Take a {@link Consul} for each reconciliation and do not keep it: a pool that nobody asked for
 * in ten minutes is closed, and so is one whose CA was replaced. Thread-safe.
 */
public final class ConsulClients implements AutoCloseable {

  private static final Duration UNUSED = Duration.ofMinutes(10);

  /** No request takes longer: connect, handshake, first byte, body. */
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

  private final LongSupplier nanoTime;
  private final Limits limits;
  private final Map<String, Entry> pools = new HashMap<>();
  private final Map<ConnectionPool, Long> retired = new HashMap<>();
  private boolean closed;

  private record Entry(ConnectionPool pool, long lastUsed) {}

  /** No connections yet. */
  public ConsulClients() {
    this(System::nanoTime, Limits.CONTROL);
  }

  ConsulClients(LongSupplier nanoTime, Limits limits) {
    this.nanoTime = nanoTime;
    this.limits = limits;
  }

  /**
   * A connection to one cluster. Nothing is sent yet.
   *
   * @param key names the cluster, {@code namespace/name}; calls with the same key share a pool
   * @throws ConsulUntrusted if the CA cannot be read
   * @throws IllegalStateException after {@link #close()}
   */
  public Consul connect(String key, ConsulAccess access) {
    ConnectionPool pool = pool(key, access.caPem());
    HttpClient http = Transport.open(pool, access.servers(), access.token(), limits);
    return new RemoteConsul(
        new ServersInTurn(
            access.servers().stream().map(server -> new Endpoint(http, server)).toList()));
  }

  /** Closes the connections to a cluster that is gone. */
  public synchronized void forget(String key) {
    Entry entry = pools.remove(key);
    if (entry != null) {
      entry.pool().close();
    }
  }

  /** Closes all connections. */
  @Override
  public synchronized void close() {
    closed = true;
    pools.values().forEach(entry -> entry.pool().close());
    pools.clear();
    retired.keySet().forEach(ConnectionPool::close);
    retired.clear();
  }

  /** How many pools are open, those included that await their last request. */
  synchronized int open() {
    return pools.size() + retired.size();
  }

  private synchronized ConnectionPool pool(String key, String caPem) {
    if (closed) {
      throw new IllegalStateException("the connections to Consul are closed");
    }
    long now = nanoTime.getAsLong();
    tidy(now);
    Entry entry = pools.get(key);
    ConnectionPool pool = entry == null ? null : entry.pool();
    if (pool == null || !pool.trusts(caPem)) {
      ConnectionPool fresh = new ConnectionPool(caPem);
      if (pool != null) {
        // Another thread may be in the middle of a request; it may finish.
        retired.put(pool, now);
      }
      pool = fresh;
    }
    pools.put(key, new Entry(pool, now));
    return pool;
  }

  /** Done by whoever comes along, so no thread waits for it. */
  private void tidy(long now) {
    for (Iterator<Entry> entries = pools.values().iterator(); entries.hasNext(); ) {
      Entry entry = entries.next();
      if (now - entry.lastUsed() > UNUSED.toNanos()) {
        entry.pool().close();
        entries.remove();
      } else {
        entry.pool().closeIdle();
      }
    }
    retired
        .entrySet()
        .removeIf(
            pool -> {
              boolean over = now - pool.getValue() > LONGEST_REQUEST.toNanos();
              if (over) {
                pool.getKey().close();
              }
              return over;
            });
  }
}
