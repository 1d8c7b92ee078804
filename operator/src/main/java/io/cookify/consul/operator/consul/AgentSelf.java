package io.cookify.consul.operator.consul;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Map;
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

  @JsonCreator
  static AgentSelf read(
      @JsonProperty(value = "Config", required = true) Config config,
      @JsonProperty("Stats") @Nullable Map<String, Map<String, String>> stats) {
    Map<String, String> raft = stats == null ? null : stats.get("raft");
    return new AgentSelf(
        config.nodeName(),
        config.nodeId(),
        config.datacenter(),
        config.version(),
        raft == null ? null : Raft.read(raft));
  }

  /** The part {@code Config} of the answer. */
  record Config(
      @JsonProperty(value = "NodeName", required = true) String nodeName,
      @JsonProperty(value = "NodeID", required = true) String nodeId,
      @JsonProperty(value = "Datacenter", required = true) String datacenter,
      @JsonProperty(value = "Version", required = true) String version) {}

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

    private static Raft read(Map<String, String> stats) {
      String lastContact = stats.getOrDefault("last_contact", "never");
      return new Raft(
          State.of(stats.getOrDefault("state", "")),
          lastContact.equals("never") ? null : GoDuration.parse(lastContact),
          Long.parseLong(stats.getOrDefault("commit_index", "0")),
          Long.parseLong(stats.getOrDefault("applied_index", "0")));
    }

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
    UNKNOWN;

    private static State of(String word) {
      return switch (word) {
        case "Leader" -> LEADER;
        case "Follower" -> FOLLOWER;
        case "Candidate" -> CANDIDATE;
        case "Shutdown" -> SHUTDOWN;
        default -> UNKNOWN;
      };
    }
  }
}
