package io.cookify.consul.operator.consul;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * Who belongs to the Raft quorum ({@code GET /v1/operator/raft/configuration}).
 *
 * @param servers the members
 * @param index the Raft index of this configuration
 */
public record RaftConfiguration(
    @JsonProperty("Servers") List<Server> servers, @JsonProperty("Index") long index) {

  public RaftConfiguration {
    servers = servers == null ? List.of() : List.copyOf(servers);
  }

  /** The member of this node name. */
  public Optional<Server> server(String node) {
    return servers.stream().filter(server -> server.node().equals(node)).findFirst();
  }

  /** How many members vote. */
  public int voters() {
    return (int) servers.stream().filter(Server::voter).count();
  }

  /**
   * One member.
   *
   * @param id its Raft id
   * @param node its node name; {@code (unknown)} if gossip has lost it
   * @param address {@code ip:8300}
   * @param leader whether it leads
   * @param voter whether its vote counts
   * @param lastIndex the last Raft index it holds; 0 if Consul did not say
   */
  public record Server(
      @JsonProperty("ID") String id,
      @JsonProperty("Node") String node,
      @JsonProperty("Address") String address,
      @JsonProperty("Leader") boolean leader,
      @JsonProperty("Voter") boolean voter,
      @JsonProperty("LastIndex") long lastIndex) {}
}
