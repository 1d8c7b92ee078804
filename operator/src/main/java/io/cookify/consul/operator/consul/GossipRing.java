package io.cookify.consul.operator.consul;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which gossip keys the agents of one ring hold. Keys appear as their {@linkplain KeyFingerprint
 * fingerprints} only.
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

  @JsonCreator
  static GossipRing read(
      @JsonProperty(value = "Datacenter", required = true) String datacenter,
      @JsonProperty("WAN") boolean wan,
      @JsonProperty("NumNodes") int nodes,
      @JsonProperty("Keys") @Nullable Map<String, Integer> keys,
      @JsonProperty("PrimaryKeys") @Nullable Map<String, Integer> primaryKeys) {
    return new GossipRing(datacenter, wan, nodes, fingerprints(keys), fingerprints(primaryKeys));
  }

  private static Map<String, Integer> fingerprints(@Nullable Map<String, Integer> keys) {
    Map<String, Integer> counts = new TreeMap<>();
    if (keys != null) {
      keys.forEach(
          (key, count) -> counts.put(KeyFingerprint.of(Base64.getDecoder().decode(key)), count));
    }
    return counts;
  }

  /** True if every agent of the ring encrypts with the same key. */
  public boolean agreed() {
    return primaryKeys.size() == 1 && primaryKeys.containsValue(nodes);
  }
}
