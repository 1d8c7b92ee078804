package io.cookify.consul.operator.cluster.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cookify.consul.api.v1alpha1.ConsulClusterSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The part of a specification that may be acted on now: what the servers already run, plus every
 * change that needs no restart. The rest is held back and named, never acted on blindly.
 *
 * @param spec what to build
 * @param rolledOut the same as JSON, to be kept with the servers
 * @param heldBack paths of the fields whose change would restart servers
 */
public record EffectiveSpec(ConsulClusterSpec spec, String rolledOut, List<String> heldBack) {

  /** Changes of these act at once: they touch no agent that runs. */
  private static final Set<String> FREE =
      Set.of(
          "deletionPolicy",
          "expose",
          "paused",
          "tls.caLifetime",
          "tls.certificateLifetime",
          "ui.service");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** Copies the list. */
  public EffectiveSpec {
    heldBack = List.copyOf(heldBack);
  }

  /**
   * Compares what is wished with what runs.
   *
   * @param wished the user's specification
   * @param rolledOut what the servers run, as JSON; null if there are none yet
   */
  public static EffectiveSpec of(ConsulClusterSpec wished, @Nullable String rolledOut) {
    if (rolledOut == null) {
      return new EffectiveSpec(wished, write(JSON.valueToTree(wished)), List.of());
    }
    ConsulClusterSpec running = read(rolledOut);
    ObjectNode effective = JSON.valueToTree(running);
    ObjectNode wish = JSON.valueToTree(wished);
    // Client agents can be switched on and off; while they run, their settings are held back too.
    boolean clientsRun = running.clients().enabled();
    if (!clientsRun || !wished.clients().enabled()) {
      effective.set("clients", wish.get("clients"));
    }
    FREE.forEach(path -> copy(path, wish, effective));
    List<String> heldBack = new ArrayList<>();
    differences("spec", effective, wish, heldBack);
    return new EffectiveSpec(read(write(effective)), write(effective), heldBack);
  }

  private static void copy(String path, ObjectNode from, ObjectNode to) {
    int dot = path.indexOf('.');
    if (dot > 0) {
      String head = path.substring(0, dot);
      if (from.get(head) instanceof ObjectNode source
          && to.get(head) instanceof ObjectNode target) {
        copy(path.substring(dot + 1), source, target);
      }
    } else if (from.has(path)) {
      to.set(path, from.get(path));
    } else {
      to.remove(path);
    }
  }

  private static void differences(
      String path, @Nullable JsonNode running, @Nullable JsonNode wished, List<String> found) {
    if (running instanceof ObjectNode was && wished instanceof ObjectNode is) {
      Set<String> keys = new TreeSet<>();
      was.fieldNames().forEachRemaining(keys::add);
      is.fieldNames().forEachRemaining(keys::add);
      keys.forEach(key -> differences(path + "." + key, was.get(key), is.get(key), found));
    } else if (running == null || (!running.equals(wished) && !sameAmount(path, running, wished))) {
      found.add(path);
    }
  }

  /** 1Gi is 1024Mi, and 1000m is 1. */
  private static boolean sameAmount(String path, JsonNode running, @Nullable JsonNode wished) {
    return (path.endsWith(".storage.size") || path.contains(".resources."))
        && wished != null
        && running.isTextual()
        && wished.isTextual()
        && new Quantity(running.textValue()).equals(new Quantity(wished.textValue()));
  }

  private static ConsulClusterSpec read(String json) {
    try {
      return JSON.readValue(json, ConsulClusterSpec.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("what the servers run is not recorded as a spec", e);
    }
  }

  private static String write(JsonNode tree) {
    try {
      return JSON.writeValueAsString(JSON.treeToValue(tree, Map.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }
}
