package io.cookify.consul.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Puts described and bounded schemas in the place of what was generated from the Java model of
 * Kubernetes' own types.
 */
final class KubernetesTypes {

  private final JsonNode types;

  private KubernetesTypes(JsonNode types) {
    this.types = types;
  }

  static KubernetesTypes load() {
    LoaderOptions options = new LoaderOptions();
    // The file says everything once and refers to it often.
    options.setMaxAliasesForCollections(1000);
    InputStream yaml = KubernetesTypes.class.getResourceAsStream("kubernetes-types.yaml");
    // This parser knows merge keys (<<), which the client's does not.
    Map<String, Object> file = new Yaml(new SafeConstructor(options)).load(yaml);
    return new KubernetesTypes(new ObjectMapper().valueToTree(file.get("types")));
  }

  /**
   * Turns the generated schema of the field into the one of the type; description and rules of the
   * field stay.
   *
   * @throws IllegalStateException if the type's schema has a field that the Java model lacks
   */
  void replace(ObjectNode field, String type) {
    ObjectNode schema = types.required(type).deepCopy();
    requireKnown(schema, field, type);
    JsonNode description = field.get("description");
    JsonNode rules = field.get("x-kubernetes-validations");
    field.removeAll();
    field.setAll(schema);
    if (description != null) {
      field.set("description", description);
    }
    if (rules != null) {
      field.set("x-kubernetes-validations", rules);
    }
  }

  private static void requireKnown(JsonNode schema, JsonNode generated, String path) {
    Set<String> unknown = new TreeSet<>();
    schema.path("properties").fieldNames().forEachRemaining(unknown::add);
    generated.path("properties").fieldNames().forEachRemaining(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new IllegalStateException("the Java model has no " + path + " " + unknown);
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            property ->
                requireKnown(
                    property.getValue(),
                    generated.path("properties").path(property.getKey()),
                    path + "." + property.getKey()));
    if (schema.has("items")) {
      requireKnown(schema.get("items"), generated.path("items"), path + "[]");
    }
  }
}
