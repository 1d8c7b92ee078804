package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;

/** The optional client agents, one on each node. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Clients(
    @JsonPropertyDescription("Whether client agents run.") Boolean enabled,
    @JsonPropertyDescription("Compute resources of each agent.") ResourceRequirements resources,
    @JsonPropertyDescription("Tolerations.") List<Toleration> tolerations,
    @JsonPropertyDescription("Labels a node must have.") Map<String, String> nodeSelector) {

  /** Puts the documented default in the place of everything that was left out. */
  public Clients {
    enabled = enabled == null ? Boolean.FALSE : enabled;
    resources = resources == null ? defaultResources() : resources;
    tolerations = tolerations == null ? List.of() : tolerations;
    nodeSelector = nodeSelector == null ? Map.of() : nodeSelector;
  }

  static Clients defaults() {
    return new Clients(false, defaultResources(), List.of(), Map.of());
  }

  private static ResourceRequirements defaultResources() {
    return new ResourceRequirementsBuilder()
        .addToRequests("cpu", new Quantity("50m"))
        .addToRequests("memory", new Quantity("64Mi"))
        .addToLimits("memory", new Quantity("256Mi"))
        .build();
  }
}
