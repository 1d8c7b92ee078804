package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the servers are reached from outside of Kubernetes. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Expose(
    @JsonPropertyDescription("Type of the Service.") ServiceType type,
    @JsonPropertyDescription("Annotations of the Service.") Map<String, String> annotations,
    @JsonPropertyDescription("Class of the load balancer.") @Nullable String loadBalancerClass,
    @JsonPropertyDescription("AWS Network Load Balancer.") @Nullable Aws aws) {

  /** Puts the documented default in the place of everything that was left out. */
  public Expose {
    type = type == null ? ServiceType.LoadBalancer : type;
    annotations = annotations == null ? Map.of() : annotations;
  }
}
