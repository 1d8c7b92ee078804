package io.cookify.consul.operator.consul;

/**
 * An agent as gossip sees it.
 *
 * @param name its node name
 * @param address its IP address
 * @param server whether it is a server
 * @param status whether it is there
 */
public record Member(String name, String address, boolean server, Status status) {

  /** Serf's states, in the order of their numbers on the wire. */
  public enum Status {
    NONE,
    ALIVE,
    LEAVING,
    LEFT,
    FAILED
  }
}
