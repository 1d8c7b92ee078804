package io.cookify.consul.operator.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a live object differs from what we set. Only fields that we set are looked at, so defaults
 * of the API server do not count; what others added is {@link ManagedFields}' part.
 */
final class Differences {
  /** Fields that tell the elements of a list apart, the most telling first. */
  private static final List<String> ELEMENT_KEYS = List.of("mountPath", "name");

  private final Map<String, JsonNode> found = new TreeMap<>();

  private Differences() {}

  /** Paths that differ, each with the live value (missing node where there is none). */
  static Map<String, JsonNode> between(JsonNode desired, JsonNode live) {
    Differences differences = new Differences();
    differences.compare("", desired, live);
    return differences.found;
  }

  private void compare(String path, JsonNode want, @Nullable JsonNode have) {
    if (have == null || have.isNull()) {
      // The API server drops what is empty from its answers.
      if (!isEmpty(want)) {
        found.put(path, MissingNode.getInstance());
      }
    } else if (want.isObject() && have.isObject()) {
      want.properties()
          .forEach(e -> compare(join(path, e.getKey()), e.getValue(), have.get(e.getKey())));
    } else if (want.isArray() && have.isArray()) {
      compareLists(path, want, have);
    } else if (!isEmpty(want) && !sameValue(path, want, have)) {
      found.put(path, have);
    }
  }

  private void compareLists(String path, JsonNode want, JsonNode have) {
    for (String key : ELEMENT_KEYS) {
      Map<String, Integer> places = placesBy(key, have);
      if (!want.isEmpty() && places != null && placesBy(key, want) != null) {
        compareByKey(path, key, want, have, places);
        return;
      }
    }
    if (want.size() != have.size()) {
      found.put(path, have);
      return;
    }
    for (int i = 0; i < want.size(); i++) {
      compare(path + "[" + i + "]", want.get(i), have.get(i));
    }
  }

  private void compareByKey(
      String path, String key, JsonNode want, JsonNode have, Map<String, Integer> places) {
    int last = -1;
    for (JsonNode element : want) {
      String name = element.get(key).textValue();
      String elementPath = path + "[" + name + "]";
      Integer place = places.get(name);
      if (place == null) {
        found.put(elementPath, MissingNode.getInstance());
        continue;
      }
      if (place < last) {
        found.put(path, have); // Order counts: init containers run in it.
      }
      last = place;
      compare(elementPath, element, have.get(place));
    }
  }

  /** Element places by the value of {@code key}; null unless it names every element uniquely. */
  private static @Nullable Map<String, Integer> placesBy(String key, JsonNode list) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < list.size(); i++) {
      JsonNode value = list.get(i).get(key);
      if (value == null || !value.isTextual() || places.put(value.textValue(), i) != null) {
        return null;
      }
    }
    return places;
  }

  private static boolean sameValue(String path, JsonNode want, JsonNode have) {
    if (want.equals(have)) {
      return true;
    }
    if (want.isNumber() && have.isNumber()) {
      return want.decimalValue().compareTo(have.decimalValue()) == 0;
    }
    return isQuantity(path) && want.isValueNode() && have.isValueNode() && sameQuantity(want, have);
  }

  /** The API server writes quantities its own way: {@code 1000m} comes back as {@code 1}. */
  private static boolean sameQuantity(JsonNode want, JsonNode have) {
    try {
      return Quantity.getAmountInBytes(Quantity.parse(want.asText()))
              .compareTo(Quantity.getAmountInBytes(Quantity.parse(have.asText())))
          == 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isQuantity(String path) {
    Set<String> segments = new HashSet<>(List.of(path.split("\\.", -1)));
    return segments.contains("requests")
        || segments.contains("limits")
        || segments.contains("sizeLimit")
        || segments.contains("divisor");
  }

  private static boolean isEmpty(JsonNode node) {
    return node.isNull()
        || (node.isContainerNode() && node.isEmpty())
        || (node.isTextual() && node.textValue().isEmpty());
  }

  private static String join(String path, String field) {
    return path.isEmpty() ? field : path + "." + field;
  }
}
