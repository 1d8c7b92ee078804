package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
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
    @JsonPropertyDescription(
            "Whether a client agent runs on each node. Default: false."
                + " Change: any time; agents come and go. Example: true.")
        Boolean enabled,
    @JsonPropertyDescription(
            "Compute resources of each agent; given in part, the rest stays unset."
                + " Default: requests of 50m cpu and 64Mi memory, a limit of 256Mi memory."
                + " Change: any time; restarts the agents node by node."
                + " Example: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}.")
        @ValidationRule(value = Rules.RESOURCE_NAMES, message = Rules.RESOURCE_NAMES_MESSAGE)
        @ValidationRule(
            value = Rules.REQUESTS_WITHIN_LIMITS,
            message = Rules.REQUESTS_WITHIN_LIMITS_MESSAGE)
        @ValidationRule(value = Rules.ENOUGH_MEMORY, message = Rules.ENOUGH_MEMORY_MESSAGE)
        ResourceRequirements resources,
    @JsonPropertyDescription(
            "Taints of nodes that the agents tolerate. Default: none."
                + " Change: any time; restarts the agents node by node."
                + " Example: [{operator: Exists}].")
        @Size(max = 32)
        List<Toleration> tolerations,
    @JsonPropertyDescription(
            "Labels that a node must have to run an agent. Default: none."
                + " Change: any time; restarts the agents node by node."
                + " Example: {kubernetes.io/arch: arm64}.")
        @Size(max = 32)
        @ValidationRule(value = Rules.LABEL_KEYS, message = Rules.LABEL_KEYS_MESSAGE)
        Map<String, @Size(max = 63) @Pattern(Formats.LABEL_VALUE) String> nodeSelector) {

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
