package io.cookify.consul.operator.cluster.acl;

import io.cookify.consul.operator.consul.AclPolicy;
import io.cookify.consul.operator.consul.AclToken;
import io.cookify.consul.operator.consul.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The policies and tokens that a cluster should have.
 *
 * @param policies by name
 * @param tokens with the accessors and secrets we chose
 */
public record AclWish(List<AclPolicy> policies, List<AclToken> tokens) {

  static final String OPERATOR_POLICY = "consul-operator";
  static final String SERVER_POLICY = "consul-operator-server";
  static final String CLIENT_POLICY = "consul-operator-client";
  static final String ANONYMOUS_POLICY = "consul-operator-anonymous-dns";

  /**
   * What the operator needs from day to day. It may read access control but not write it: {@code
   * acl:write} equals management, so the bootstrap token is taken for that, and only then.
   */
  private static final String OPERATOR_RULES =
      """
      acl = "read"
      operator = "write"
      keyring = "read"
      agent_prefix "" { policy = "write" }
      node_prefix "" { policy = "read" }
      service_prefix "" { policy = "read" }
      """;

  /** On top of a node identity: a server's readiness is asked of {@code /v1/agent/self}. */
  private static final String SERVER_RULES =
      """
      agent_prefix "" { policy = "read" }
      """;

  private static final String CLIENT_RULES =
      """
      agent_prefix "" { policy = "read" }
      node_prefix "" { policy = "write" }
      service_prefix "" { policy = "read" }
      """;

  /** What answers to DNS queries need; see Consul's documentation of DNS with ACLs. */
  private static final String ANONYMOUS_RULES =
      """
      node_prefix "" { policy = "read" }
      service_prefix "" { policy = "read" }
      """;

  /** Copies the lists. */
  public AclWish {
    policies = List.copyOf(policies);
    tokens = List.copyOf(tokens);
  }

  /**
   * The wish for a cluster.
   *
   * @param cluster {@code namespace/name}, part of the accessors
   * @param datacenter where the servers' nodes are
   * @param operator the operator's token
   * @param servers the agent token of each server, by node name
   * @param clients the token of all client agents; null if there are none
   */
  public static AclWish of(
      String cluster,
      String datacenter,
      Token operator,
      Map<String, Token> servers,
      @Nullable Token clients) {
    List<AclPolicy> policies = new ArrayList<>();
    policies.add(policy(OPERATOR_POLICY, "The operator's daily work.", OPERATOR_RULES));
    policies.add(policy(SERVER_POLICY, "Servers, for their readiness.", SERVER_RULES));
    policies.add(policy(ANONYMOUS_POLICY, "Requests without a token: DNS.", ANONYMOUS_RULES));
    List<AclToken> tokens = new ArrayList<>();
    tokens.add(token(cluster, "operator", operator, OPERATOR_POLICY));
    new TreeMap<>(servers)
        .forEach(
            (node, secret) ->
                tokens.add(
                    token(cluster, "server " + node, secret, SERVER_POLICY)
                        .withNodeIdentities(List.of(new AclToken.NodeIdentity(node, datacenter)))));
    if (clients != null) {
      policies.add(policy(CLIENT_POLICY, "Client agents.", CLIENT_RULES));
      tokens.add(token(cluster, "client agents", clients, CLIENT_POLICY));
    }
    return new AclWish(policies, tokens);
  }

  private static AclPolicy policy(String name, String description, String rules) {
    return AclPolicy.wish(name, description + " Kept by consul-operator.", rules);
  }

  private static AclToken token(String cluster, String role, Token secret, String policy) {
    return AclToken.wish(
        accessor(cluster, role, secret), secret, "consul-operator: " + role, List.of(policy));
  }

  /**
   * An accessor that follows from the secret: if a Secret was lost and made anew, its token is a
   * new one, since Consul never changes the secret of an existing one.
   */
  static String accessor(String cluster, String role, Token secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash =
          digest.digest(
              (cluster + "/" + role + "/" + secret.secret()).getBytes(StandardCharsets.UTF_8));
      return UUID.nameUUIDFromBytes(hash).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
