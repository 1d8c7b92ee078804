package io.cookify.consul.operator.consul;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Consul's autopilot thinks of the servers ({@code GET /v1/operator/autopilot/state}).
 *
 * @param healthy every server is healthy
 * @param failureTolerance how many more servers may fail before the quorum is lost
 * @param leaderId the Raft id of the leader; null if there is none
 * @param servers every server Consul knows, sorted by name
 */
public record AutopilotState(
    boolean healthy, int failureTolerance, @Nullable String leaderId, List<Server> servers) {

  public AutopilotState {
    servers = List.copyOf(servers);
  }

  @JsonCreator
  static AutopilotState read(
      @JsonProperty("Healthy") boolean healthy,
      @JsonProperty("FailureTolerance") int failureTolerance,
      @JsonProperty("Leader") @Nullable String leader,
      @JsonProperty(value = "Servers", required = true) Map<String, Server> servers) {
    return new AutopilotState(
        healthy,
        failureTolerance,
        leader == null || leader.isEmpty() ? null : leader,
        servers.values().stream().sorted(Comparator.comparing(Server::name)).toList());
  }

  /** The server of this node name. */
  public Optional<Server> server(String name) {
    return servers.stream().filter(server -> server.name().equals(name)).findFirst();
  }

  /** The leader, if there is one. */
  public Optional<Server> leader() {
    return servers.stream().filter(server -> server.status() == Status.LEADER).findFirst();
  }

  /**
   * One server.
   *
   * @param id its Raft id, which outlives restarts and addresses
   * @param name its node name
   * @param address its RPC address, {@code ip:8300}
   * @param version its Consul version
   * @param healthy alive, in contact with the leader and not too far behind
   * @param status its part in Raft
   * @param lastContact since it last heard of the leader; null if never
   * @param lastIndex the last Raft index it holds
   * @param stableSince since when {@code healthy} has not changed; null if Consul did not say
   */
  public record Server(
      String id,
      String name,
      String address,
      String version,
      boolean healthy,
      Status status,
      @Nullable Duration lastContact,
      long lastIndex,
      @Nullable Instant stableSince) {

    @JsonCreator
    static Server read(
        @JsonProperty(value = "ID", required = true) String id,
        @JsonProperty(value = "Name", required = true) String name,
        @JsonProperty("Address") @Nullable String address,
        @JsonProperty("Version") @Nullable String version,
        @JsonProperty("Healthy") boolean healthy,
        @JsonProperty("Status") @Nullable String status,
        @JsonProperty("LastContact") @JsonDeserialize(using = GoDuration.Reader.class)
            @Nullable Duration lastContact,
        @JsonProperty("LastIndex") long lastIndex,
        @JsonProperty("StableSince") @Nullable String stableSince) {
      return new Server(
          id,
          name,
          Objects.requireNonNullElse(address, ""),
          Objects.requireNonNullElse(version, ""),
          healthy,
          Status.of(status),
          lastContact == null || lastContact.isNegative() ? null : lastContact,
          lastIndex,
          // Go writes its zero time, the year 1, for "never".
          stableSince == null || stableSince.startsWith("0001-")
              ? null
              : OffsetDateTime.parse(stableSince).toInstant());
    }

    /** True if its vote counts. */
    public boolean voter() {
      return status == Status.LEADER || status == Status.VOTER;
    }
  }

  /** A server's part in Raft. */
  public enum Status {
    LEADER,
    VOTER,
    /** Catching up, or waiting to be stable for long enough. */
    NON_VOTER,
    READ_REPLICA,
    STAGING,
    /** A word of a Consul newer than we know. */
    UNKNOWN;

    static Status of(@Nullable String word) {
      return switch (Objects.requireNonNullElse(word, "")) {
        case "leader" -> LEADER;
        case "voter" -> VOTER;
        case "non-voter" -> NON_VOTER;
        case "read-replica" -> READ_REPLICA;
        case "staging" -> STAGING;
        default -> UNKNOWN;
      };
    }
  }
}
