package io.cookify.consul.proof.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cookify.consul.proof.Json;
import io.cookify.consul.proof.cluster.DeployedCluster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What there is once a cluster is Ready, with everything taken out that may differ between two
 * installs of the same spec: two end states are equal if nobody could tell the clusters apart.
 *
 * @param objects the children in Kubernetes by kind and name, and what is in Consul's ACL system
 */
public record EndState(Map<String, String> objects) {
  private static final List<String> KINDS =
      List.of(
          "statefulsets.apps",
          "daemonsets.apps",
          "services",
          "configmaps",
          "secrets",
          "serviceaccounts",
          "poddisruptionbudgets.policy",
          "networkpolicies.networking.k8s.io",
          "persistentvolumeclaims",
          "pods");

  /** Fields the API server or another controller fills in, or that name one installation. */
  private static final Set<String> FLUCTUATING =
      Set.of(
          "uid",
          "resourceVersion",
          "creationTimestamp",
          "generation",
          "managedFields",
          "status",
          "clusterIP",
          "clusterIPs",
          "nodePort",
          "healthCheckNodePort",
          "volumeName",
          "nodeName",
          "kubectl.kubernetes.io/last-applied-configuration",
          "volume.kubernetes.io/selected-node",
          // Which node a server got, and whether the scheduler or the provisioner wrote last.
          "topology.kubernetes.io/zone",
          "topology.kubernetes.io/region",
          "volume.kubernetes.io/storage-provisioner",
          "volume.beta.kubernetes.io/storage-provisioner",
          "pod-template-generation",
          "controller-revision-hash");

  // Hashes over secret content, certificates and other long words that are drawn anew each time.
  private static final Pattern DRAWN =
      Pattern.compile("(?s)-----BEGIN.*|[0-9a-fA-F]{16,}|kube-api-access-.*");

  /** Reads it from the API server and, with the first management token, from Consul. */
  public static EndState of(DeployedCluster cluster) {
    var objects = new TreeMap<String, String>();
    for (var kind : KINDS) {
      var selector =
          "secrets".equals(kind)
              ? List.<String>of()
              : List.of("-l", "consul.cookify.io/cluster=" + cluster.name());
      var command =
          cluster
              .namespace()
              .cluster()
              .kubectl("get", kind, "-n", cluster.namespace().name(), "-o", "json");
      var list = Json.parse(command.with(selector.toArray(String[]::new)).run().orThrow());
      list.path("items")
          .forEach(
              item ->
                  objects.put(
                      kind + "/" + item.path("metadata").path("name").asText(),
                      normalised(item, kind, cluster)));
    }
    try (var consul = ConsulProbe.of(cluster)) {
      consul.peers().forEach(peer -> objects.put("raft/" + peer.node(), "voter " + peer.voter()));
      objects.put("acl/tokens", tokens(consul.tokens()));
      consul
          .policies()
          .forEach(policy -> objects.put("acl/policy/" + policy.path("Name").asText(), "there"));
    }
    return new EndState(objects);
  }

  /** What differs from another end state, one line each; empty if nothing does. */
  public List<String> differences(EndState other) {
    var lines = new ArrayList<String>();
    var names = new TreeSet<>(objects.keySet());
    names.addAll(other.objects.keySet());
    for (var name : names) {
      var here = objects.get(name);
      var there = other.objects.get(name);
      if (here == null) {
        lines.add("only there: " + name);
      } else if (there == null) {
        lines.add("only here: " + name);
      } else if (!here.equals(there)) {
        compare(name, tree(here), tree(there), lines);
      }
    }
    return lines;
  }

  private static JsonNode tree(String text) {
    return Json.find(text)
        .filter(JsonNode::isContainerNode)
        .orElseGet(() -> TextNode.valueOf(text));
  }

  /** Names the fields that differ, not the objects around them. */
  private static void compare(String path, JsonNode here, JsonNode there, List<String> lines) {
    if (here.isObject() && there.isObject()) {
      var fields = new TreeSet<String>();
      here.fieldNames().forEachRemaining(fields::add);
      there.fieldNames().forEachRemaining(fields::add);
      fields.forEach(
          field -> compare(path + "." + field, here.path(field), there.path(field), lines));
    } else if (!here.equals(there)) {
      lines.add(path + ": here " + here + ", there " + there);
    }
  }

  private static String tokens(List<JsonNode> tokens) {
    return tokens.stream()
        .map(
            token ->
                token.path("Description").asText()
                    + " "
                    + token.findValuesAsText("Name")
                    + " "
                    + token.path("NodeIdentities").findValuesAsText("NodeName"))
        .sorted(Comparator.naturalOrder())
        .toList()
        .toString();
  }

  private static String normalised(JsonNode item, String kind, DeployedCluster cluster) {
    var copy = item.deepCopy();
    if ("secrets".equals(kind)) {
      // The values are drawn; their names are not.
      ((ObjectNode) copy).replace("data", Json.names(copy.path("data")));
    }
    strip(copy);
    return copy.toString().replace(cluster.namespace().name(), "<namespace>");
  }

  private static void strip(JsonNode node) {
    switch (node) {
      case ObjectNode object -> {
        object.remove(FLUCTUATING);
        object
            .properties()
            .forEach(
                field -> {
                  if (field.getValue().isTextual()) {
                    field.setValue(object.textNode(drawn(field.getValue().asText())));
                  } else {
                    strip(field.getValue());
                  }
                });
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          var element = array.get(i);
          if (element.isTextual()) {
            array.set(i, array.textNode(drawn(element.asText())));
          } else {
            strip(element);
          }
        }
      }
      default -> {}
    }
  }

  private static String drawn(String text) {
    return DRAWN.matcher(text).replaceAll("<drawn>");
  }
}
