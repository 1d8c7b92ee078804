package io.cookify.consul.operator.cluster;

import io.cookify.consul.operator.cluster.plan.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What came of a plan.
 *
 * @param changed whether anything was written; then the next round follows at once
 * @param problem what stood in the way and only a person can mend; null if nothing
 */
record Round(boolean changed, @Nullable Problem problem) {

  static final Round NOTHING = new Round(false, null);
  static final Round CHANGED = new Round(true, null);

  static Round stoppedBy(Problem problem) {
    return new Round(false, problem);
  }
}
