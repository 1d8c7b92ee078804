package io.cookify.consul.operator.cluster.plan;

import org.jspecify.annotations.Nullable;

/**
 * What the status says, in words.
 *
 * @param phase one word for people
 * @param ready whether everything is as declared
 * @param reason why it is ready or not
 * @param message the same, as a sentence
 * @param reconciling whether the operator is at work on it; never together with a problem
 * @param stalled what a person must mend; null if nothing
 * @param available whether Consul serves writes; null if unknown
 */
public record Verdict(
    Phase phase,
    boolean ready,
    ClusterReason reason,
    String message,
    boolean reconciling,
    @Nullable Problem stalled,
    @Nullable Boolean available) {

  /** The phases, for people only; no tool should depend on them. */
  public enum Phase {
    Pending,
    Provisioning,
    Running,
    Recovering,
    Paused,
    Failed
  }
}
