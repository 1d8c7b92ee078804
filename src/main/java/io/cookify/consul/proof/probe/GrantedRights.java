package io.cookify.consul.proof.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.cookify.consul.proof.Json;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the roles of a rendered chart allow its ServiceAccount, right by right. */
public final class GrantedRights {
  private GrantedRights() {}

  /** One verb on one resource. */
  public record Right(String group, String resource, String verb) implements Comparable<Right> {
    private static final Comparator<Right> ORDER =
        Comparator.comparing(Right::group)
            .thenComparing(Right::resource)
            .thenComparing(Right::verb);

    @Override
    public int compareTo(Right other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return verb + " " + (group.isEmpty() ? resource : resource + "." + group);
    }
  }

  /**
   * The rights that bindings in this manifest give to a ServiceAccount.
   *
   * @param manifest YAML documents
   */
  public static Set<Right> of(String manifest, String serviceAccount) {
    var documents =
        Arrays.stream(manifest.split("(?m)^---.*$"))
            .filter(text -> !text.isBlank())
            .map(text -> Json.of(Serialization.unmarshal(text, Map.class)))
            .toList();
    var bound = new HashSet<String>();
    for (var document : documents) {
      if (document.path("kind").asText().endsWith("RoleBinding")
          && document.path("subjects").findValuesAsText("name").contains(serviceAccount)) {
        bound.add(
            document.path("roleRef").path("kind").asText()
                + "/"
                + document.path("roleRef").path("name").asText());
      }
    }
    var rights = new TreeSet<Right>();
    for (var document : documents) {
      var name =
          document.path("kind").asText() + "/" + document.path("metadata").path("name").asText();
      if (bound.contains(name)) {
        document.path("rules").forEach(rule -> add(rule, rights));
      }
    }
    return rights;
  }

  private static void add(JsonNode rule, Set<Right> rights) {
    for (var group : rule.path("apiGroups")) {
      for (var resource : rule.path("resources")) {
        for (var verb : rule.path("verbs")) {
          rights.add(new Right(group.asText(), resource.asText(), verb.asText()));
        }
      }
    }
  }
}
