package io.cookify.consul.operator.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcileThreadsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final ReconcileThreads threads = new ReconcileThreads(2, nanos::get);
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void stop() {
    end.countDown();
    threads.close();
  }

  @Test
  void noMoreThanTheBoundRunAtOnceAndTheyAreVirtual() throws InterruptedException {
    Semaphore running = new Semaphore(0);
    for (int i = 0; i < 3; i++) {
      threads.execute(
          () -> {
            assertThat(Thread.currentThread().isVirtual()).isTrue();
            running.release();
            await(end);
          });
    }
    running.acquire(2);

    assertThat(threads.getQueue()).hasSize(1);
    end.countDown();
    running.acquire();
  }

  @Test
  void reconciliationThatHangsIsToldAndOneThatEndedIsNot() throws InterruptedException {
    Probe probe = threads.notStuck(Duration.ofMinutes(5));
    CountDownLatch started = new CountDownLatch(1);
    threads.execute(
        () -> {
          started.countDown();
          await(end);
        });
    started.await();
    nanos.set(Duration.ofSeconds(299).toNanos());
    assertThat(probe.problem().get()).isNull();

    nanos.set(Duration.ofMinutes(5).toNanos());
    assertThat(probe.problem().get()).isEqualTo("a reconciliation has been running for 300 s");

    end.countDown();
    Awaitility.await().until(() -> probe.problem().get() == null);
  }

  @Test
  void failedReconciliationIsNoLongerRunning() {
    threads.execute(
        () -> {
          throw new IllegalStateException("expected by this test");
        });
    Awaitility.await()
        .dontCatchUncaughtExceptions()
        .until(() -> threads.getCompletedTaskCount() == 1);
    nanos.set(Duration.ofHours(1).toNanos());

    assertThat(threads.longestRunning()).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
