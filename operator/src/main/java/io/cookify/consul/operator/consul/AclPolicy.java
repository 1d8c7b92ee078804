package io.cookify.consul.operator.consul;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An ACL policy.
 *
 * @param id Consul's UUID; null only in a wish
 * @param name unique in the cluster
 * @param description free text
 * @param rules HCL
 * @param other everything else Consul sent; goes back unchanged on update
 */
public record AclPolicy(
    @JsonProperty("ID") @Nullable String id,
    @JsonProperty("Name") String name,
    @JsonProperty("Description") String description,
    @JsonProperty("Rules") String rules,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {

  public AclPolicy {
    Objects.requireNonNull(name, "Name");
    description = Objects.requireNonNullElse(description, "");
    rules = Objects.requireNonNullElse(rules, "");
    other = other == null ? Map.of() : Map.copyOf(other);
  }

  /** A policy to be created. */
  public static AclPolicy wish(String name, String description, String rules) {
    return new AclPolicy(null, name, description, rules, Map.of());
  }

  /** The same policy with other rules. */
  public AclPolicy withRules(String newRules) {
    return new AclPolicy(id, name, description, newRules, other);
  }

  /** The same policy with another description. */
  public AclPolicy withDescription(String newDescription) {
    return new AclPolicy(id, name, newDescription, rules, other);
  }
}
