package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;

/**
 * An AWS Network Load Balancer, as the AWS Load Balancer Controller makes it. An empty list leaves
 * the choice to that controller.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Aws(
    @JsonPropertyDescription("Reachable from where.") Scheme scheme,
    @JsonPropertyDescription("What the load balancer sends to.") TargetType targetType,
    @JsonPropertyDescription("Whether it sends across zones.") Boolean crossZone,
    @JsonPropertyDescription("Subnets by id or name.") List<String> subnets,
    @JsonPropertyDescription("Security groups by id or name.") List<String> securityGroups,
    @JsonPropertyDescription("Tags of the AWS resources.") Map<String, String> additionalTags) {

  /** Reachable from where. */
  public enum Scheme {
    @JsonProperty("internal")
    INTERNAL("internal"),
    @JsonProperty("internet-facing")
    INTERNET_FACING("internet-facing");

    private final String value;

    Scheme(String value) {
      this.value = value;
    }

    /** The word AWS uses, and the one in the resource. */
    @Override
    public String toString() {
      return value;
    }
  }

  /** What the load balancer sends to: pods by their address, or nodes. */
  public enum TargetType {
    ip,
    instance
  }

  /** Puts the documented default in the place of everything that was left out. */
  public Aws {
    scheme = scheme == null ? Scheme.INTERNAL : scheme;
    targetType = targetType == null ? TargetType.ip : targetType;
    crossZone = crossZone == null ? Boolean.TRUE : crossZone;
    subnets = subnets == null ? List.of() : subnets;
    securityGroups = securityGroups == null ? List.of() : securityGroups;
    additionalTags = additionalTags == null ? Map.of() : additionalTags;
  }
}
