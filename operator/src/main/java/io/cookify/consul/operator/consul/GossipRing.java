package io.cookify.consul.operator.consul;

import java.util.Map;

/**
 * Which gossip keys the agents of one ring hold. Keys appear as their fingerprints only.
 *
 * @param datacenter whose ring it is
 * @param wan true for the ring between datacenters
 * @param nodes how many agents are in the ring
 * @param keys fingerprint → how many agents hold the key
 * @param primaryKeys fingerprint → how many agents encrypt with the key
 */
public record GossipRing(
    String datacenter,
    boolean wan,
    int nodes,
    Map<String, Integer> keys,
    Map<String, Integer> primaryKeys) {

  public GossipRing {
    keys = Map.copyOf(keys);
    primaryKeys = Map.copyOf(primaryKeys);
  }

  /** True if every agent of the ring encrypts with the same key. */
  public boolean agreed() {
    return primaryKeys.size() == 1 && primaryKeys.containsValue(nodes);
  }
}
