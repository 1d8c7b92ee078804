package io.cookify.consul.proof.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@code ConsulCluster} as a user writes it, small enough that many of them fit on one machine.
 */
public final class ClusterManifest {
  /** The Consul that the suites run unless they say otherwise. */
  public static final String VERSION = "1.22.7";

  private final String name;
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  private ClusterManifest(String name) {
    this.name = name;
  }

  /** A cluster with this many servers. */
  public static ClusterManifest of(String name, int servers) {
    return new ClusterManifest(name)
        .with("spec.version", VERSION)
        .with("spec.servers.replicas", servers)
        .with("spec.servers.storage.size", "1Gi")
        .with("spec.servers.resources.requests.cpu", "20m")
        .with("spec.servers.resources.requests.memory", "64Mi");
  }

  /** The name of the cluster. */
  public String name() {
    return name;
  }

  /**
   * Sets a field; a null takes it away.
   *
   * @param path names from the root, with dots between them, such as {@code spec.tls.caLifetime}
   */
  public ClusterManifest with(String path, @Nullable Object value) {
    values.put(path, value);
    return this;
  }

  /** The object, without a namespace. */
  public GenericKubernetesResource resource() {
    return Serialization.unmarshal(
        Serialization.asYaml(document()), GenericKubernetesResource.class);
  }

  private Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("apiVersion", "consul.cookify.io/v1alpha1");
    document.put("kind", "ConsulCluster");
    document.put("metadata", new TreeMap<>(Map.of("name", name)));
    values.forEach(
        (path, value) -> {
          if (value != null) {
            set(document, List.of(path.split("\\.")), value);
          }
        });
    return document;
  }

  @SuppressWarnings("unchecked") // Only maps of this shape are ever put at the inner names.
  private static void set(Map<String, Object> parent, List<String> path, Object value) {
    if (path.size() == 1) {
      parent.put(path.getFirst(), value);
      return;
    }
    var child =
        (Map<String, Object>) parent.computeIfAbsent(path.getFirst(), _ -> new LinkedHashMap<>());
    set(child, path.subList(1, path.size()), value);
  }
}
