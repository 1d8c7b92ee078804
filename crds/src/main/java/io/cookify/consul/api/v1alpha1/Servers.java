package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
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
    @JsonPropertyDescription(
            "Number of servers: 1 is for trying things out, 3 survives the loss of one, 5 of two, 7"
                + " of three. Default: 3. Change: any time; servers join and leave one by one."
                + " Example: 5.")
        @Min(1)
        @Max(7)
        @ValidationRule(
            value = "self % 2 == 1",
            message =
                "must be odd (1, 3, 5 or 7): an even number of servers survives no more failures"
                    + " than one less")
        Integer replicas,
    @JsonPropertyDescription("The volume of each server.") Storage storage,
    @JsonPropertyDescription(
            "Compute resources of each server; given in part, the rest stays unset."
                + " Default: requests of 100m cpu and 256Mi memory, a limit of 512Mi memory."
                + " Change: any time; restarts the servers one by one."
                + " Example: {requests: {cpu: 500m, memory: 1Gi}, limits: {memory: 1Gi}}.")
        @ValidationRule(value = Rules.RESOURCE_NAMES, message = Rules.RESOURCE_NAMES_MESSAGE)
        @ValidationRule(
            value = Rules.REQUESTS_WITHIN_LIMITS,
            message = Rules.REQUESTS_WITHIN_LIMITS_MESSAGE)
        @ValidationRule(value = Rules.ENOUGH_MEMORY, message = Rules.ENOUGH_MEMORY_MESSAGE)
        ResourceRequirements resources,
    @JsonPropertyDescription(
            "Scheduling affinity of the servers, beside topologySpread. Default: none."
                + " Change: any time; restarts the servers one by one."
                + " Example: {nodeAffinity: {...}}.")
        @Nullable Affinity affinity,
    @JsonPropertyDescription(
            "Taints of nodes that the servers tolerate. Default: none."
                + " Change: any time; restarts the servers one by one."
                + " Example: [{key: dedicated, operator: Equal, value: consul}].")
        @Size(max = 32)
        List<Toleration> tolerations,
    @JsonPropertyDescription(
            "Labels that a node must have to run a server. Default: none."
                + " Change: any time; restarts the servers one by one."
                + " Example: {node.kubernetes.io/instance-type: m7g.large}.")
        @Size(max = 32)
        @ValidationRule(value = Rules.LABEL_KEYS, message = Rules.LABEL_KEYS_MESSAGE)
        Map<String, @Size(max = 63) @Pattern(Formats.LABEL_VALUE) String> nodeSelector,
    @JsonPropertyDescription(
            "How servers spread over zones and nodes; given, it takes the place of the default."
                + " Servers carry the labels app.kubernetes.io/instance, with the name of this"
                + " resource, and app.kubernetes.io/component: server."
                + " Default: evenly over nodes, and over zones as far as possible."
                + " Change: any time; restarts the servers one by one. Example: [{maxSkew: 1,"
                + " topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule,"
                + " labelSelector: {matchLabels: {app.kubernetes.io/instance: platform,"
                + " app.kubernetes.io/component: server}}}].")
        @Size(max = 8)
        List<TopologySpreadConstraint> topologySpread,
    @JsonPropertyDescription(
            "Further annotations of the servers' pods; keys consul.cookify.io/* are the operator's."
                + " Default: none. Change: any time; restarts the servers one by one."
                + " Example: {ad.datadoghq.com/tags: team:platform}.")
        @Size(max = 32)
        @ValidationRule(value = Rules.LABEL_KEYS, message = Rules.LABEL_KEYS_MESSAGE)
        @ValidationRule(
            value = Rules.NO_RESERVED_ANNOTATIONS,
            message = Rules.NO_RESERVED_ANNOTATIONS_MESSAGE)
        Map<String, @Size(max = 4096) String> podAnnotations,
    @JsonPropertyDescription(
            "Further labels of the servers' pods; those that the operator selects by are refused."
                + " Default: none. Change: any time; restarts the servers one by one."
                + " Example: {team: platform}.")
        @Size(max = 32)
        @ValidationRule(value = Rules.LABEL_KEYS, message = Rules.LABEL_KEYS_MESSAGE)
        @ValidationRule(
            value = Rules.NO_RESERVED_LABELS,
            message = Rules.NO_RESERVED_LABELS_MESSAGE)
        Map<String, @Size(max = 63) @Pattern(Formats.LABEL_VALUE) String> podLabels,
    @JsonPropertyDescription(
            "Further configuration of the servers, JSON or HCL as in Consul's agent configuration."
                + " It is merged with the operator's; what collides with it is reported by the"
                + " condition Stalled. Not the place for secrets. Default: none."
                + " Change: any time; restarts the servers one by one."
                + " Example: limits { rpc_max_conns_per_client = 200 }.")
        @Size(min = 1, max = 32768)
        @Nullable String extraConfig) {

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
