package io.cookify.consul.api.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.api.v1alpha1.ConsulClusterSpec;
import io.cookify.consul.api.v1alpha1.ConsulClusterStatus;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The custom resource definition of {@link ConsulCluster} as it is published. What the generator
 * makes of the annotations is completed with what annotations cannot say, and written as the API
 * server would give it back: it drops empty lists and zeros and fills in some defaults, and a
 * GitOps tool would show each of these as a difference for ever.
 */
final class Crd {

  static final String FILE = "crds/consulclusters.consul.cookify.io.yaml";

  private static final String HEADER = "# Generated from the Java types of crds/ by `make crds`.\n";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode tree;

  private Crd(ObjectNode tree) {
    this.tree = tree;
  }

  static Crd generate() {
    ObjectNode crd = generated();
    complete(crd);
    return new Crd(canonical(crd));
  }

  private static ObjectNode generated() {
    ByteArrayOutputStream yaml = new ByteArrayOutputStream();
    new CRDGenerator()
        .customResourceClasses(ConsulCluster.class)
        .withOutput(
            new CRDGenerator.AbstractCRDOutput<ByteArrayOutputStream>() {
              @Override
              protected ByteArrayOutputStream createStreamFor(String name) {
                return yaml;
              }
            })
        .generate();
    return Serialization.unmarshal(yaml.toString(StandardCharsets.UTF_8), ObjectNode.class);
  }

  private static void complete(ObjectNode crd) {
    ObjectNode names = (ObjectNode) crd.at("/spec/names");
    names.put("listKind", names.get("kind").asText() + "List");
    ((ObjectNode) crd.get("spec")).putObject("conversion").put("strategy", "None");

    ObjectNode version = (ObjectNode) crd.at("/spec/versions/0");
    version.set(
        "additionalPrinterColumns", inDeclaredOrder(version.get("additionalPrinterColumns")));

    ObjectNode root = (ObjectNode) version.at("/schema/openAPIV3Schema");
    describe(root, ConsulCluster.class);
    describe(field(root, "spec"), ConsulClusterSpec.class);
    describe(field(root, "status"), ConsulClusterStatus.class);
    root.putArray("required").add("spec");
    ObjectNode properties = (ObjectNode) root.get("properties");
    properties.putObject("apiVersion").put("type", "string");
    properties.putObject("kind").put("type", "string");
    properties
        .putObject("metadata")
        .put("type", "object")
        .putObject("properties")
        .putObject("name")
        .put("type", "string")
        // Kubernetes' own limit; rules on the name need one to be admitted.
        .put("maxLength", 253);

    KubernetesTypes types = KubernetesTypes.load();
    types.replace(field(root, "spec", "servers", "storage", "size"), "Quantity");
    types.replace(field(root, "spec", "servers", "resources"), "ResourceRequirements");
    types.replace(field(root, "spec", "servers", "affinity"), "Affinity");
    types.replace(items(root, "spec", "servers", "tolerations"), "Toleration");
    types.replace(items(root, "spec", "servers", "topologySpread"), "TopologySpreadConstraint");
    types.replace(field(root, "spec", "clients", "resources"), "ResourceRequirements");
    types.replace(items(root, "spec", "clients", "tolerations"), "Toleration");
    types.replace(items(root, "status", "conditions"), "Condition");

    listIsMap(field(root, "status", "conditions"), "type");
    listIsMap(field(root, "status", "servers"), "name");
    listIsSet(field(root, "spec", "expose", "aws", "subnets"));
    listIsSet(field(root, "spec", "expose", "aws", "securityGroups"));
    field(root, "status", "certificateExpiry").put("format", "date-time");
  }

  /** The generator sorts columns by their path; people read them in the order of their worth. */
  private static ArrayNode inDeclaredOrder(JsonNode columns) {
    List<String> order =
        Arrays.stream(ConsulCluster.class.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();
    ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
    columns
        .valueStream()
        .sorted(Comparator.comparingInt(column -> order.indexOf(column.get("name").asText())))
        .forEach(sorted::add);
    return sorted;
  }

  private static void describe(ObjectNode schema, Class<?> type) {
    schema.put("description", type.getAnnotation(JsonClassDescription.class).value());
  }

  private static ObjectNode field(ObjectNode schema, String... path) {
    ObjectNode field = schema;
    for (String name : path) {
      field = (ObjectNode) field.required("properties").required(name);
    }
    return field;
  }

  private static ObjectNode items(ObjectNode schema, String... path) {
    return (ObjectNode) field(schema, path).required("items");
  }

  private static void listIsMap(ObjectNode list, String key) {
    list.put("x-kubernetes-list-type", "map").putArray("x-kubernetes-list-map-keys").add(key);
  }

  private static void listIsSet(ObjectNode list) {
    list.put("x-kubernetes-list-type", "set");
  }

  /** Sorted keys, no empty and no zero values, whole numbers as such, every rule once. */
  private static JsonNode canonical(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return canonical(object);
    }
    if (node instanceof ArrayNode array) {
      Set<JsonNode> distinct = new LinkedHashSet<>();
      array.forEach(element -> distinct.add(canonical(element)));
      return JsonNodeFactory.instance.arrayNode().addAll(distinct);
    }
    return node.isDouble() && node.doubleValue() % 1 == 0
        ? JsonNodeFactory.instance.numberNode(node.longValue())
        : node;
  }

  private static ObjectNode canonical(ObjectNode object) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      JsonNode value = canonical(property.getValue());
      boolean empty = value instanceof ContainerNode<?> container && container.isEmpty();
      boolean statusSubresource = property.getKey().equals("status") && object.size() == 1;
      boolean defaultPriority = property.getKey().equals("priority") && value.asInt() == 0;
      if ((!empty || statusSubresource) && !defaultPriority) {
        sorted.put(property.getKey(), value);
      }
    }
    return JsonNodeFactory.instance.objectNode().setAll(sorted);
  }

  /** The whole definition. */
  ObjectNode tree() {
    return tree;
  }

  /** The schema of the resource. */
  JsonNode schema() {
    return tree.at("/spec/versions/0/schema/openAPIV3Schema");
  }

  /** The content of {@link #FILE}. */
  String yaml() {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(100);
    return HEADER + new Yaml(options).dump(JSON.convertValue(tree, Map.class));
  }

  /** What is sent to the API server, and kept in an annotation by a client-side apply. */
  String compactJson() {
    return tree.toString();
  }
}
