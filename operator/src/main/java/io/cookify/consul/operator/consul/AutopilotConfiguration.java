package io.cookify.consul.operator.consul;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Duration;
import java.util.Map;

/**
 * Autopilot's settings. They live in Raft: what an agent's file says counts only before the first
 * bootstrap.
 *
 * @param cleanupDeadServers remove a dead server once a new one has taken its place
 * @param lastContactThreshold out of contact for longer than this is unhealthy
 * @param maxTrailingLogs further behind than this is unhealthy
 * @param minQuorum never prune below this many voters; 0 = no limit
 * @param serverStabilizationTime how long a new server must be healthy before it votes
 * @param modifyIndex guards the write: Consul refuses it if the settings changed since
 * @param other everything else Consul sent; goes back unchanged on update
 */
public record AutopilotConfiguration(
    @JsonProperty("CleanupDeadServers") boolean cleanupDeadServers,
    @JsonProperty("LastContactThreshold")
        @JsonDeserialize(using = GoDuration.Reader.class)
        @JsonSerialize(using = GoDuration.Writer.class)
        Duration lastContactThreshold,
    @JsonProperty("MaxTrailingLogs") int maxTrailingLogs,
    @JsonProperty("MinQuorum") int minQuorum,
    @JsonProperty("ServerStabilizationTime")
        @JsonDeserialize(using = GoDuration.Reader.class)
        @JsonSerialize(using = GoDuration.Writer.class)
        Duration serverStabilizationTime,
    @JsonProperty("ModifyIndex") long modifyIndex,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {

  public AutopilotConfiguration {
    other = other == null ? Map.of() : Map.copyOf(other);
  }

  /** The same settings with another {@link #minQuorum}. */
  public AutopilotConfiguration withMinQuorum(int voters) {
    return new AutopilotConfiguration(
        cleanupDeadServers,
        lastContactThreshold,
        maxTrailingLogs,
        voters,
        serverStabilizationTime,
        modifyIndex,
        other);
  }

  /** The same settings with another {@link #cleanupDeadServers}. */
  public AutopilotConfiguration withCleanupDeadServers(boolean cleanup) {
    return new AutopilotConfiguration(
        cleanup,
        lastContactThreshold,
        maxTrailingLogs,
        minQuorum,
        serverStabilizationTime,
        modifyIndex,
        other);
  }
}
