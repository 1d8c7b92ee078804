package io.cookify.consul.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/**
 * A field of a schema and where it stands, like {@code spec.servers.tolerations[].key}.
 *
 * @param path names from the root, lists and maps marked by {@code []} and {@code {}}
 */
record Field(String path, JsonNode schema) {

  /** This one and all below it, in the order of the schema. */
  Stream<Field> tree() {
    return Stream.concat(Stream.of(this), children().flatMap(Field::tree));
  }

  /** Those directly below it: an object's fields, a list's elements, a map's values. */
  Stream<Field> children() {
    Stream<Field> properties =
        schema.path("properties").properties().stream()
            .map(child -> new Field(path + "." + child.getKey(), child.getValue()));
    Stream<Field> items =
        schema.has("items") ? Stream.of(new Field(path + "[]", schema.get("items"))) : Stream.of();
    Stream<Field> values =
        schema.has("additionalProperties")
            ? Stream.of(new Field(path + "{}", schema.get("additionalProperties")))
            : Stream.of();
    return Stream.of(properties, items, values).flatMap(s -> s);
  }

  /** Whether it stands for an element of a list or a map, which the list or map describes. */
  boolean isElement() {
    return path.endsWith("[]") || path.endsWith("{}");
  }

  boolean isObject() {
    return schema.has("properties");
  }

  String description() {
    return schema.path("description").asText();
  }
}
