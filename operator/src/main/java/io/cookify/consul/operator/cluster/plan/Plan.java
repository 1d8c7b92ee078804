package io.cookify.consul.operator.cluster.plan;

import java.util.List;

/**
 * What to do now and what to say of it.
 *
 * @param steps in order; empty if there is nothing to do or nothing may be done
 * @param verdict the words of the status
 */
public record Plan(List<Step> steps, Verdict verdict) {

  /** Copies the list. */
  public Plan {
    steps = List.copyOf(steps);
  }
}
