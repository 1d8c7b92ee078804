package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/**
 * An AWS Network Load Balancer, as the AWS Load Balancer Controller makes it. An empty list leaves
 * the choice to that controller.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Aws(
    @JsonPropertyDescription(
            "From where the load balancer is reachable: internal is from the VPC only."
                + " Default: internal. Change: any time; AWS makes a new load balancer with another"
                + " address. Example: internet-facing.")
        Scheme scheme,
    @JsonPropertyDescription(
            "What the load balancer sends to: ip is pods by their address, instance is nodes."
                + " Default: ip. Change: any time; connections break. Example: instance.")
        TargetType targetType,
    @JsonPropertyDescription(
            "Whether each zone of the load balancer sends to servers of all zones. Default: true."
                + " Change: any time. Example: false.")
        Boolean crossZone,
    @JsonPropertyDescription(
            "Subnets of the load balancer, by id or name, at most one per zone. Default: those that"
                + " the controller finds by their tags. Change: any time."
                + " Example: [subnet-0123456789abcdef0].")
        @Size(max = 8)
        List<@Size(min = 1, max = 255) @Pattern("^[^,=]+$") String> subnets,
    @JsonPropertyDescription(
            "Security groups of the load balancer, by id or name. Default: one that the controller"
                + " makes. Change: any time. Example: [sg-0123456789abcdef0].")
        @Size(max = 16)
        List<@Size(min = 1, max = 255) @Pattern("^[^,=]+$") String> securityGroups,
    @JsonPropertyDescription(
            "Further tags of the AWS resources. Default: none. Change: any time."
                + " Example: {cost-center: platform}.")
        @Size(max = 40)
        @ValidationRule(
            value =
                "self.all(k, k.size() <= 128 && k.matches('^[^,=]+$') && !k.startsWith('aws:'))",
            message =
                "keys must have at most 128 characters, no comma or equals sign, and not start with"
                    + " aws:")
        Map<String, @Size(max = 256) @Pattern("^[^,=]*$") String> additionalTags) {

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
