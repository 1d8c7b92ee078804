package io.cookify.consul.operator.process;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs reconciliations on a bounded number of virtual threads and knows for how long each one has
 * been at work.
 */
public final class ReconcileThreads extends ThreadPoolExecutor {
  private final Map<Thread, Long> startedAt = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  /**
   * Threads are made when there is work.
   *
   * @param most how many reconciliations may run at once; more wait in line
   */
  public ReconcileThreads(int most) {
    this(most, System::nanoTime);
  }

  ReconcileThreads(int most, LongSupplier nanoTime) {
    super(
        most,
        most,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        Thread.ofVirtual().name("reconcile-", 0).factory());
    this.nanoTime = nanoTime;
  }

  /** For how long the longest running reconciliation has been at work; zero when none is. */
  public Duration longestRunning() {
    long now = nanoTime.getAsLong();
    return Duration.ofNanos(
        startedAt.values().stream().mapToLong(start -> now - start).max().orElse(0));
  }

  /**
   * A probe for {@code /livez}: every call of a reconciliation has a time-out of seconds, so one
   * that takes as long as {@code limit} hangs, and only a restart helps.
   */
  public Probe notStuck(Duration limit) {
    return new Probe(
        "reconcile",
        () -> {
          Duration longest = longestRunning();
          return longest.compareTo(limit) < 0
              ? null
              : "a reconciliation has been running for %d s".formatted(longest.toSeconds());
        });
  }

  @Override
  protected void beforeExecute(Thread thread, Runnable task) {
    startedAt.put(thread, nanoTime.getAsLong());
    super.beforeExecute(thread, task);
  }

  @Override
  protected void afterExecute(Runnable task, @Nullable Throwable error) {
    super.afterExecute(task, error);
    startedAt.remove(Thread.currentThread());
  }
}
