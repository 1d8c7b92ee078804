package io.cookify.consul.operator.process;

import static java.net.HttpURLConnection.HTTP_CONFLICT;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease ({@code coordination.k8s.io/v1}) by which one replica of several works.
 *
 * <p>The rules are client-go's: a candidate takes a lease that it has <em>itself</em> seen
 * unchanged for the holder's lease duration, so clocks of different nodes need not agree; the
 * holder gives up when it could not renew within the renew deadline, which is shorter, so that two
 * never act. The deadline is watched by a thread of its own that makes no call: a hanging API
 * server cannot delay it.
 *
 * <p>The identity is the pod's name: a container that is started again in the same pod finds its
 * own lease and need not wait, since its predecessor is surely dead.
 */
public final class LeaderLease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaderLease.class);

  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private final String identity;
  private final Timing timing;
  private final Runnable onLost;
  private final RequestConfig patience;

  private final Object changes = new Object();
  private State state = State.WAITING;
  private long renewedAt;
  private @Nullable Thread keeper;

  private enum State {
    WAITING,
    HELD,
    LOST,
    CLOSED
  }

  /**
   * How long things take.
   *
   * @param lease how long others wait after the last renewal that they saw
   * @param renewDeadline how long the holder tries to renew before it gives up; shorter than {@code
   *     lease}
   * @param retry time between two looks at the lease, and between renewals
   */
  public record Timing(Duration lease, Duration renewDeadline, Duration retry) {
    /**
     * A candidate sees the last renewal at most {@code retry} late and looks again exactly when the
     * lease has run out, so another replica leads within lease + retry = 14 s after a kill.
     */
    public static final Timing DEFAULT =
        new Timing(Duration.ofSeconds(12), Duration.ofSeconds(8), Duration.ofSeconds(2));

    /** Checks the order. */
    public Timing {
      if (renewDeadline.compareTo(lease) >= 0 || retry.compareTo(renewDeadline) >= 0) {
        throw new IllegalArgumentException("retry < renewDeadline < lease must hold");
      }
    }
  }

  /**
   * Does nothing before {@link #acquire}.
   *
   * @param identity name of this pod: unique among replicas
   * @param onLost called once when the held lease is lost; has to end the process at once, see
   *     {@link Shutdown#halt}
   */
  public LeaderLease(
      KubernetesClient client,
      String namespace,
      String name,
      String identity,
      Timing timing,
      Runnable onLost) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
    this.identity = identity;
    this.timing = timing;
    this.onLost = onLost;
    // No retries within a call: our own loop is the retry. A call that hangs is given up early
    // enough for another one before the deadline.
    this.patience =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestTimeout((int) timing.renewDeadline().dividedBy(2).toMillis())
            .withRequestRetryBackoffLimit(0)
            .build();
  }

  /**
   * Waits until this replica holds the lease and then keeps it renewed.
   *
   * @return false when {@link #close} came first
   * @throws InterruptedException when the waiting thread is interrupted
   */
  public boolean acquire() throws InterruptedException {
    Observed observed = new Observed(null, System.nanoTime());
    LOG.info("Waiting for lease {}/{} as {}", namespace, name, identity);
    while (true) {
      long asked = System.nanoTime();
      Duration pause = timing.retry();
      try {
        Lease lease = read();
        observed = observed.next(lease, asked);
        Duration wait = observed.waitFor(identity, timing);
        if (wait.isPositive()) {
          pause = min(pause, wait);
        } else {
          Lease taken = write(lease, this::taken);
          if (hold(asked)) {
            LOG.info("Leading: {} holds lease {}/{}", identity, namespace, name);
            keep(taken);
            return true;
          }
          write(taken, this::released);
          return false;
        }
      } catch (KubernetesClientException e) {
        log("take", e);
      }
      if (!pause(pause)) {
        return false;
      }
    }
  }

  /** Whether this replica leads. */
  public boolean isHeld() {
    synchronized (changes) {
      return state == State.HELD;
    }
  }

  /**
   * Gives the lease back, so that another replica need not wait for it to run out. To be called
   * after all work has ended.
   */
  @Override
  public void close() {
    boolean held;
    Thread running;
    synchronized (changes) {
      held = state == State.HELD;
      if (state != State.LOST) {
        state = State.CLOSED;
      }
      running = keeper;
      changes.notifyAll();
    }
    if (!held) {
      return;
    }
    try {
      if (running != null) {
        running.join(timing.renewDeadline()); // Its renewal must not come after our release.
      }
      Lease lease = read();
      if (lease != null && identity.equals(lease.getSpec().getHolderIdentity())) {
        write(lease, this::released);
        LOG.info("Released lease {}/{}", namespace, name);
      }
    } catch (KubernetesClientException e) {
      log("release", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the lease is ours now; not when we were closed meanwhile. */
  private boolean hold(long asked) {
    synchronized (changes) {
      if (state != State.WAITING) {
        return false;
      }
      state = State.HELD;
      renewedAt = asked;
      return true;
    }
  }

  private void keep(Lease taken) {
    synchronized (changes) {
      keeper = Thread.ofPlatform().daemon().name("lease-renewal").start(() -> renewUntilEnd(taken));
    }
    Thread.ofPlatform().daemon().name("lease-deadline").start(this::watchDeadline);
  }

  private void renewUntilEnd(Lease taken) {
    Lease lease = taken;
    while (pauseQuietly(timing.retry())) {
      long asked = System.nanoTime();
      try {
        lease = write(lease, this::renewed);
        synchronized (changes) {
          renewedAt = asked;
        }
      } catch (KubernetesClientException e) {
        log("renew", e);
        if (e.getCode() == HTTP_CONFLICT) {
          Lease current = reread();
          if (current != null && !identity.equals(current.getSpec().getHolderIdentity())) {
            lose("%s holds it now".formatted(current.getSpec().getHolderIdentity()));
            return;
          }
          lease = current == null ? lease : current;
        }
      }
    }
  }

  private @Nullable Lease reread() {
    try {
      return read();
    } catch (KubernetesClientException e) {
      log("read", e);
      return null;
    }
  }

  private void watchDeadline() {
    synchronized (changes) {
      while (state == State.HELD) {
        long left = timing.renewDeadline().toNanos() - (System.nanoTime() - renewedAt);
        if (left <= 0) {
          break;
        }
        try {
          changes.wait(left / 1_000_000 + 1);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
    lose("it could not be renewed for %d s".formatted(timing.renewDeadline().toSeconds()));
  }

  private void lose(String why) {
    synchronized (changes) {
      if (state != State.HELD) {
        return;
      }
      state = State.LOST;
      changes.notifyAll();
    }
    LOG.error("Lost lease {}/{}: {}. Ending so that two never act", namespace, name, why);
    onLost.run();
  }

  /** Pauses; false when this lease was closed or lost meanwhile. */
  private boolean pause(Duration pause) throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    synchronized (changes) {
      while (state == State.WAITING || state == State.HELD) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return true;
        }
        changes.wait(left / 1_000_000 + 1);
      }
      return false;
    }
  }

  private boolean pauseQuietly(Duration pause) {
    try {
      return pause(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private <T> T call(Function<KubernetesClient, T> request) {
    return client
        .adapt(NamespacedKubernetesClient.class)
        .withRequestConfig(patience)
        .call(request::apply);
  }

  private @Nullable Lease read() {
    return call(c -> Optional.ofNullable(c.leases().inNamespace(namespace).withName(name).get()))
        .orElse(null);
  }

  /** With the version we saw: when somebody else wrote in between, this answers 409. */
  private Lease write(@Nullable Lease current, UnaryOperator<LeaseSpec> change) {
    if (current == null) {
      Lease lease =
          new LeaseBuilder()
              .withNewMetadata()
              .withNamespace(namespace)
              .withName(name)
              .endMetadata()
              .withSpec(change.apply(new LeaseSpec()))
              .build();
      return call(c -> c.resource(lease).create());
    }
    Lease lease = new LeaseBuilder(current).build();
    lease.setSpec(change.apply(new LeaseBuilder(current).buildSpec()));
    return call(c -> c.resource(lease).update());
  }

  private LeaseSpec taken(LeaseSpec spec) {
    boolean ours = identity.equals(spec.getHolderIdentity());
    int transitions = Objects.requireNonNullElse(spec.getLeaseTransitions(), 0);
    spec.setHolderIdentity(identity);
    spec.setLeaseDurationSeconds((int) timing.lease().toSeconds());
    spec.setAcquireTime(now());
    spec.setRenewTime(now());
    spec.setLeaseTransitions(ours ? transitions : transitions + 1);
    return spec;
  }

  private LeaseSpec renewed(LeaseSpec spec) {
    spec.setRenewTime(now());
    return spec;
  }

  private LeaseSpec released(LeaseSpec spec) {
    spec.setHolderIdentity(null);
    spec.setLeaseDurationSeconds(1); // The API wants a positive number.
    spec.setRenewTime(now());
    return spec;
  }

  private void log(String act, KubernetesClientException e) {
    LOG.warn("Could not {} lease {}/{}: {}", act, namespace, name, e.getMessage());
  }

  private static ZonedDateTime now() {
    return ZonedDateTime.now(ZoneOffset.UTC);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** A lease and since when, by our own clock, it looks as it does. */
  private record Observed(@Nullable Lease lease, long since) {

    Observed next(@Nullable Lease now, long at) {
      boolean same =
          lease != null
              && now != null
              && Objects.equals(
                  lease.getMetadata().getResourceVersion(), now.getMetadata().getResourceVersion());
      return same ? this : new Observed(now, at);
    }

    /** How long a candidate has to wait before it may take the lease; zero: now. */
    Duration waitFor(String candidate, Timing timing) {
      if (lease == null || lease.getSpec() == null) {
        return Duration.ZERO;
      }
      String holder = lease.getSpec().getHolderIdentity();
      if (holder == null || holder.isEmpty() || holder.equals(candidate)) {
        return Duration.ZERO;
      }
      Integer seconds = lease.getSpec().getLeaseDurationSeconds();
      Duration duration = seconds == null ? timing.lease() : Duration.ofSeconds(seconds);
      return duration.minusNanos(System.nanoTime() - since);
    }
  }
}
