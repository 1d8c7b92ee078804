package io.cookify.consul.operator.cluster.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Consul said of itself. */
public sealed interface ConsulView {

  /** Not asked: there is nothing yet that could answer. */
  record Unasked() implements ConsulView {}

  /** Asked, and no usable answer came. */
  record Silent(String why) implements ConsulView {}

  /** Answers, but has no leader. */
  record Leaderless() implements ConsulView {}

  /** Has a leader, which does not know the operator's token (yet, or any more). */
  record Locked() implements ConsulView {}

  /**
   * Has a leader and lets the operator in.
   *
   * @param servers the servers autopilot knows, by name
   * @param failureTolerance how many more servers may fail
   * @param aclDifferences names of policies and tokens that are not as they should be
   */
  record Open(List<Server> servers, int failureTolerance, List<String> aclDifferences)
      implements ConsulView {

    /** Copies the lists. */
    public Open {
      servers = List.copyOf(servers);
      aclDifferences = List.copyOf(aclDifferences);
    }
  }

  /**
   * One server, as autopilot sees it.
   *
   * @param name its node name, which is its pod's name
   * @param healthy whether autopilot calls it healthy
   * @param voter whether its vote counts
   * @param leader whether it leads
   * @param version its Consul version; null if unknown
   */
  record Server(
      String name, boolean healthy, boolean voter, boolean leader, @Nullable String version) {}
}
