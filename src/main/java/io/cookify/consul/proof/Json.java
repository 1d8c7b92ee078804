package io.cookify.consul.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Optional;

/** JSON as trees: the suites read what others wrote, and want no classes of theirs. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /**
   * The tree of a text.
   *
   * @throws IllegalArgumentException if it is no JSON
   */
  public static JsonNode parse(String text) {
    return find(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "not JSON: " + text.substring(0, Math.min(200, text.length()))));
  }

  /** The tree of a text; empty if it is no JSON. */
  public static Optional<JsonNode> find(String text) {
    try {
      return Optional.of(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The tree of an object of the Kubernetes client. */
  public static JsonNode of(Object object) {
    return MAPPER.valueToTree(object);
  }

  /** An array of the names of an object's fields. */
  public static ArrayNode names(JsonNode object) {
    var names = MAPPER.createArrayNode();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
