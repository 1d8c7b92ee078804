package io.cookify.consul.operator.consul;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An ACL token. {@link #toString()} shows neither the secret nor what Consul added.
 *
 * @param accessor its public name, a UUID
 * @param secret its secret; null if Consul hides it from us ({@code acl:read} only)
 * @param description free text
 * @param policies the policies it carries
 * @param nodeIdentities the nodes whose agent it may be
 * @param other everything else Consul sent (roles, expiry, indexes, ...); goes back unchanged on
 *     update
 */
public record AclToken(
    @JsonProperty("AccessorID") String accessor,
    @JsonProperty("SecretID") @Nullable Token secret,
    @JsonProperty("Description") String description,
    @JsonProperty("Policies") List<PolicyLink> policies,
    @JsonProperty("NodeIdentities") List<NodeIdentity> nodeIdentities,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {

  /** The accessor of the token that Consul applies to requests without one. */
  public static final String ANONYMOUS = "00000000-0000-0000-0000-000000000002";

  /** What Consul shows in place of a secret that the reader may not see. */
  private static final Token HIDDEN = new Token("<hidden>");

  public AclToken {
    Objects.requireNonNull(accessor, "AccessorID");
    secret = HIDDEN.equals(secret) ? null : secret;
    description = Objects.requireNonNullElse(description, "");
    policies = policies == null ? List.of() : List.copyOf(policies);
    nodeIdentities = nodeIdentities == null ? List.of() : List.copyOf(nodeIdentities);
    other = other == null ? Map.of() : Map.copyOf(other);
  }

  /**
   * A policy of a token. Either member is enough for Consul to find it.
   *
   * @param id the policy's UUID
   * @param name the policy's name
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PolicyLink(
      @JsonProperty("ID") @Nullable String id, @JsonProperty("Name") @Nullable String name) {}

  /**
   * The right to be the agent of one node.
   *
   * @param node its node name
   * @param datacenter where the node is
   */
  public record NodeIdentity(
      @JsonProperty("NodeName") String node, @JsonProperty("Datacenter") String datacenter) {}

  /** A token to be created, with the accessor and the secret we chose and stored before. */
  public static AclToken wish(
      String accessor, Token secret, String description, List<String> policyNames) {
    return new AclToken(accessor, secret, description, links(policyNames), List.of(), Map.of());
  }

  /** The same token with exactly these policies. */
  public AclToken withPolicies(List<String> policyNames) {
    return new AclToken(accessor, secret, description, links(policyNames), nodeIdentities, other);
  }

  /** The same token with exactly these node identities. */
  public AclToken withNodeIdentities(List<NodeIdentity> identities) {
    return new AclToken(accessor, secret, description, policies, identities, other);
  }

  /** The same token with another description. */
  public AclToken withDescription(String newDescription) {
    return new AclToken(accessor, secret, newDescription, policies, nodeIdentities, other);
  }

  /** True if it carries a policy of this name. */
  public boolean hasPolicy(String name) {
    return policies.stream().anyMatch(link -> name.equals(link.name()));
  }

  private static List<PolicyLink> links(List<String> names) {
    return names.stream().map(name -> new PolicyLink(null, name)).toList();
  }

  @Override
  public String toString() {
    return policies.stream()
        .map(link -> String.valueOf(link.name()))
        .collect(
            Collectors.joining(", ", "AclToken[" + accessor + ", " + description + ", (", ")]"));
  }
}
