package io.cookify.consul.operator.consul;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one agent says of itself ({@code GET /v1/agent/self}).
 *
 * @param nodeName its node name
 * @param nodeId its node id, which for a server is its Raft id
 * @param datacenter where it is
 * @param version its Consul version
 * @param raft its view of Raft; null for a client agent
 */
public record AgentSelf(
    String nodeName, String nodeId, String datacenter, String version, @Nullable Raft raft) {

  /**
   * A server's own view of Raft.
   *
   * @param state its part
   * @param lastContact since it last heard of the leader, zero on the leader; null if never
   * @param commitIndex what it knows to be committed
   * @param appliedIndex how much of it this server has applied
   */
  public record Raft(
      State state, @Nullable Duration lastContact, long commitIndex, long appliedIndex) {

    /** True if it has applied all it knows to be committed. */
    public boolean caughtUp() {
      return appliedIndex >= commitIndex;
    }
  }

  /** Raft's states. */
  public enum State {
    LEADER,
    FOLLOWER,
    CANDIDATE,
    SHUTDOWN,
    UNKNOWN
  }
}
