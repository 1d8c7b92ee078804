package io.cookify.consul.operator.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code metadata.managedFields} (format {@code FieldsV1}, structured-merge-diff v4): which
 * fields do others hold that we never set, and how to take them over so that the next apply drops
 * them.
 *
 * <p>Metadata is left to whoever wrote it: labels, annotations and finalizers of other tools are
 * none of our business. So are the status and other subresources.
 */
final class ManagedFields {
  private static final Set<String> NOT_OURS_TO_POLICE =
      Set.of("f:metadata", "f:status", "f:apiVersion", "f:kind");

  /** Platforms add pull secrets and tokens to every ServiceAccount; fighting them helps nobody. */
  private static final Map<String, Set<String>> ADDED_BY_PLATFORMS =
      Map.of("ServiceAccount", Set.of("f:imagePullSecrets", "f:secrets"));

  private ManagedFields() {}

  /** Paths of the fields that others hold and we do not. */
  static Set<String> extras(JsonNode live) {
    Set<String> theirs = new TreeSet<>();
    Set<String> ours = new TreeSet<>();
    for (JsonNode entry : live.path("metadata").path("managedFields")) {
      if (isOurApply(entry)) {
        leaves("", entry.path("fieldsV1"), ours);
      } else if (isMainResource(entry)) {
        leaves("", policed(live, entry.path("fieldsV1")), theirs);
      }
    }
    theirs.removeAll(ours);
    return theirs;
  }

  /**
   * The managed fields as they should be for the next apply to drop all extras: what others hold
   * outside of metadata counts as applied by us before.
   */
  static ArrayNode takenOver(JsonNode live) {
    ArrayNode entries = JsonNodeFactory.instance.arrayNode();
    ObjectNode held = JsonNodeFactory.instance.objectNode();
    for (JsonNode entry : live.path("metadata").path("managedFields")) {
      if (isOurApply(entry)) {
        merge(held, entry.path("fieldsV1"));
      } else if (isMainResource(entry)) {
        ObjectNode taken = policed(live, entry.path("fieldsV1"));
        merge(held, taken);
        ObjectNode left = entry.deepCopy();
        ((ObjectNode) left.path("fieldsV1"))
            .remove(taken.propertyStream().map(Map.Entry::getKey).toList());
        if (!left.path("fieldsV1").isEmpty()) {
          entries.add(left);
        }
      } else {
        entries.add(entry);
      }
    }
    entries
        .addObject()
        .put("manager", FieldManager.NAME)
        .put("operation", "Apply")
        .put("apiVersion", live.path("apiVersion").textValue())
        .put("fieldsType", "FieldsV1")
        .set("fieldsV1", held);
    return entries;
  }

  private static boolean isOurApply(JsonNode entry) {
    return isMainResource(entry)
        && entry.path("manager").asText().equals(FieldManager.NAME)
        && entry.path("operation").asText().equals("Apply");
  }

  private static boolean isMainResource(JsonNode entry) {
    return entry.path("subresource").asText().isEmpty() && entry.path("fieldsV1").isObject();
  }

  private static ObjectNode policed(JsonNode live, JsonNode fields) {
    ObjectNode policed = fields.deepCopy();
    policed.remove(NOT_OURS_TO_POLICE);
    policed.remove(ADDED_BY_PLATFORMS.getOrDefault(live.path("kind").asText(), Set.of()));
    return policed;
  }

  private static void leaves(String path, JsonNode fields, Set<String> leaves) {
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (field.getKey().equals(".")) {
        leaves.add(path);
        continue;
      }
      String child =
          path.isEmpty() ? readable(field.getKey()) : path + "." + readable(field.getKey());
      if (field.getValue().isEmpty()) {
        leaves.add(child);
      } else {
        leaves(child, field.getValue(), leaves);
      }
    }
  }

  /** {@code f:spec} is a field; {@code k:{…}}, {@code v:…} and {@code i:…} pick a list element. */
  private static String readable(String key) {
    return key.startsWith("f:") ? key.substring(2) : "[" + key.substring(2) + "]";
  }

  private static void merge(ObjectNode into, JsonNode from) {
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      if (into.get(field.getKey()) instanceof ObjectNode existing) {
        merge(existing, field.getValue());
      } else {
        into.set(field.getKey(), field.getValue().deepCopy());
      }
    }
  }
}
