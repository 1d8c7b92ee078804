package io.cookify.consul.operator.cluster.acl;

import io.cookify.consul.operator.consul.AclPolicy;
import io.cookify.consul.operator.consul.AclToken;
import io.cookify.consul.operator.consul.Consul;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Compares a cluster's policies and tokens with the wish, and brings them in line. */
public final class AclKeeper {

  private AclKeeper() {}

  /**
   * What is not as it should be, by name; empty if all is well. Reads only.
   *
   * @throws io.cookify.consul.operator.consul.ConsulException if Consul does not answer
   */
  public static List<String> differences(Consul consul, AclWish wish) {
    List<String> found = new ArrayList<>();
    for (AclPolicy wished : wish.policies()) {
      if (consul.policy(wished.name()).filter(actual -> same(actual, wished)).isEmpty()) {
        found.add("policy " + wished.name());
      }
    }
    for (AclToken wished : wish.tokens()) {
      if (consul.token(wished.accessor()).filter(actual -> same(actual, wished)).isEmpty()) {
        found.add("token of " + wished.description());
      }
    }
    if (anonymous(consul).filter(token -> !token.hasPolicy(AclWish.ANONYMOUS_POLICY)).isPresent()) {
      found.add("the anonymous token");
    }
    return found;
  }

  /**
   * Brings policies and tokens in line; writes only what differs. Needs {@code acl:write}, so it
   * takes a connection with the bootstrap token.
   *
   * @return what was written, by name
   * @throws io.cookify.consul.operator.consul.ConsulException if Consul does not answer
   */
  public static List<String> secure(Consul management, AclWish wish) {
    List<String> written = new ArrayList<>();
    for (AclPolicy wished : wish.policies()) {
      if (secure(management, wished)) {
        written.add("policy " + wished.name());
      }
    }
    for (AclToken wished : wish.tokens()) {
      if (secure(management, wished)) {
        written.add("token of " + wished.description());
      }
    }
    Optional<AclToken> anonymous =
        anonymous(management).filter(token -> !token.hasPolicy(AclWish.ANONYMOUS_POLICY));
    if (anonymous.isPresent()) {
      AclToken token = anonymous.get();
      // Whatever else somebody has granted to it stays.
      List<String> policies = new ArrayList<>();
      token.policies().forEach(link -> Optional.ofNullable(link.name()).ifPresent(policies::add));
      policies.add(AclWish.ANONYMOUS_POLICY);
      management.updateToken(token.withPolicies(policies));
      written.add("the anonymous token");
    }
    return written;
  }

  private static Optional<AclToken> anonymous(Consul consul) {
    return consul.token(AclToken.ANONYMOUS);
  }

  private static boolean secure(Consul management, AclPolicy wished) {
    Optional<AclPolicy> found = management.policy(wished.name());
    if (found.isEmpty()) {
      management.createPolicy(wished);
      return true;
    }
    if (same(found.get(), wished)) {
      return false;
    }
    management.updatePolicy(
        found.get().withRules(wished.rules()).withDescription(wished.description()));
    return true;
  }

  private static boolean secure(Consul management, AclToken wished) {
    Optional<AclToken> found = management.token(wished.accessor());
    if (found.isEmpty()) {
      management.createToken(wished);
      return true;
    }
    if (same(found.get(), wished)) {
      return false;
    }
    management.updateToken(
        found
            .get()
            .withPolicies(wished.policies().stream().map(AclToken.PolicyLink::name).toList())
            .withNodeIdentities(wished.nodeIdentities())
            .withDescription(wished.description()));
    return true;
  }

  private static boolean same(AclPolicy actual, AclPolicy wished) {
    return actual.rules().equals(wished.rules());
  }

  private static boolean same(AclToken actual, AclToken wished) {
    return wished.policies().size() == actual.policies().size()
        && wished.policies().stream()
            .allMatch(link -> link.name() != null && actual.hasPolicy(link.name()))
        && new HashSet<>(actual.nodeIdentities()).equals(new HashSet<>(wished.nodeIdentities()));
  }
}
