package io.cookify.consul.operator.process;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An orderly end: on SIGTERM what was started is stopped in the reverse order, each part whatever
 * happened to the others. The log is closed last.
 */
public final class Shutdown {
  /** The exit code after the lease was lost. */
  public static final int LEASE_LOST = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  private final Deque<Part> parts = new ArrayDeque<>();
  private boolean begun;

  private record Part(String name, AutoCloseable end) {}

  /** Remembers how a part that was just started is to be stopped. */
  public synchronized void atEnd(String name, AutoCloseable end) {
    parts.push(new Part(name, end));
  }

  /** From now on SIGTERM (and a normal exit) stops the parts. */
  public void install() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  run();
                  // Its own hook is off (log4j2.xml): it would race with this one.
                  LogManager.shutdown();
                },
                "shutdown"));
  }

  /** Whether the end has begun: no longer ready. */
  public synchronized boolean hasBegun() {
    return begun;
  }

  /** A probe for {@code /readyz}. */
  public Probe notBegun() {
    return new Probe("shutdown", () -> hasBegun() ? "shutting down" : null);
  }

  /** Stops the parts, the youngest first; a second call does nothing. */
  public void run() {
    synchronized (this) {
      if (begun) {
        return;
      }
      begun = true;
    }
    LOG.info("Shutting down");
    for (Part part = next(); part != null; part = next()) {
      try {
        part.end().close();
      } catch (Exception e) {
        LOG.warn("Could not stop {}", part.name(), e);
      }
    }
    LOG.info("Stopped");
  }

  /**
   * Ends the process at once, without stopping anything: for a lost lease, when every further act
   * could be one too many.
   */
  public static void halt() {
    LogManager.shutdown(); // So that the reason is written.
    Runtime.getRuntime().halt(LEASE_LOST);
  }

  private synchronized @Nullable Part next() {
    return parts.poll();
  }
}
