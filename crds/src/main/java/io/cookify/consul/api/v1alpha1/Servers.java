package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Raft peers. An empty list or map means that the user gave none. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Servers(
    @JsonPropertyDescription("Number of servers.") Integer replicas,
    @JsonPropertyDescription("Volume of each server.") Storage storage,
    @JsonPropertyDescription("Compute resources of each server.") ResourceRequirements resources,
    @JsonPropertyDescription("Scheduling affinity.") @Nullable Affinity affinity,
    @JsonPropertyDescription("Tolerations.") List<Toleration> tolerations,
    @JsonPropertyDescription("Labels a node must have.") Map<String, String> nodeSelector,
    @JsonPropertyDescription("Spread over zones and nodes.")
        List<TopologySpreadConstraint> topologySpread,
    @JsonPropertyDescription("Annotations of the pods.") Map<String, String> podAnnotations,
    @JsonPropertyDescription("Labels of the pods.") Map<String, String> podLabels,
    @JsonPropertyDescription("Agent configuration in JSON or HCL.") @Nullable String extraConfig) {

  private static final int REPLICAS = 3;

  /** Puts the documented default in the place of everything that was left out. */
  public Servers {
    replicas = replicas == null ? Integer.valueOf(REPLICAS) : replicas;
    storage = storage == null ? Storage.defaults() : storage;
    resources = resources == null ? defaultResources() : resources;
    tolerations = tolerations == null ? List.of() : tolerations;
    nodeSelector = nodeSelector == null ? Map.of() : nodeSelector;
    topologySpread = topologySpread == null ? List.of() : topologySpread;
    podAnnotations = podAnnotations == null ? Map.of() : podAnnotations;
    podLabels = podLabels == null ? Map.of() : podLabels;
  }

  static Servers defaults() {
    return new Servers(
        REPLICAS,
        Storage.defaults(),
        defaultResources(),
        null,
        List.of(),
        Map.of(),
        List.of(),
        Map.of(),
        Map.of(),
        null);
  }

  private static ResourceRequirements defaultResources() {
    return new ResourceRequirementsBuilder()
        .addToRequests("cpu", new Quantity("100m"))
        .addToRequests("memory", new Quantity("256Mi"))
        .addToLimits("memory", new Quantity("512Mi"))
        .build();
  }
}
