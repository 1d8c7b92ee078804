package io.cookify.consul.operator.cluster.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cookify.consul.operator.cluster.gossip.GossipKey;
import io.cookify.consul.operator.consul.Token;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files in which agents find their secrets. */
final class SecretFiles {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String HEADER = "X-Consul-Token: ";

  private SecretFiles() {}

  static Map<String, String> gossip(GossipKey key) {
    return Map.of("gossip.json", json(Map.of("encrypt", key.base64())));
  }

  static @Nullable String gossipKeyOf(String json) {
    try {
      return JSON.readTree(json).path("encrypt").textValue();
    } catch (JsonProcessingException e) {
      return null; // Edited by hand into something that is not JSON: as good as gone.
    }
  }

  /** A server's token, once as configuration and once as a header for its readiness probe. */
  static Map<String, String> server(String pod, Token token) {
    return Map.of(pod + ".json", agent(token), headerFile(pod), HEADER + token.secret());
  }

  static Map<String, String> client(GossipKey key, Token token) {
    Map<String, String> files = new TreeMap<>(gossip(key));
    files.put("agent.json", agent(token));
    files.put("token", token.secret());
    return files;
  }

  static String headerFile(String pod) {
    return pod + ".header";
  }

  static Token tokenOf(String header) {
    return new Token(header.substring(HEADER.length()).strip());
  }

  private static String agent(Token token) {
    return json(Map.of("acl", Map.of("tokens", Map.of("agent", token.secret()))));
  }

  private static String json(Map<String, ?> config) {
    try {
      return JSON.writeValueAsString(config);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is always JSON", e);
    }
  }
}
