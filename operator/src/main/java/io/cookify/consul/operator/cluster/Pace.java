package io.cookify.consul.operator.cluster;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * When to look again: at once after a change, often while something is awaited, and in calm times
 * just often enough for the status to stay true and for Secrets, which are not watched, to be
 * repaired.
 */
public final class Pace {

  private static final Duration AT_ONCE = Duration.ofMillis(50);
  private static final Duration EAGER = Duration.ofSeconds(2);
  private static final Duration EAGER_FOR = Duration.ofMinutes(3);
  private static final Duration PATIENT = Duration.ofSeconds(10);

  private final Duration calm;
  private final Clock clock;

  /**
   * With the calm interval of the configuration.
   *
   * @param calm between rounds of a cluster that is as declared
   */
  public Pace(Duration calm, Clock clock) {
    this.calm = calm;
    this.clock = clock;
  }

  Duration untilNextRound(ConsulCluster cluster, Round round) {
    if (round.changed()) {
      return AT_ONCE;
    }
    Condition ready =
        cluster.getStatus() == null
            ? null
            : Conditions.find(cluster.getStatus().conditions(), Conditions.Type.Ready);
    if (ready == null) {
      return EAGER;
    }
    if ("True".equals(ready.getStatus()) || cluster.getSpec().paused()) {
      return calm;
    }
    Instant since = Instant.parse(ready.getLastTransitionTime());
    return clock.instant().isBefore(since.plus(EAGER_FOR)) ? EAGER : PATIENT;
  }
}
