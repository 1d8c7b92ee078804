package io.cookify.consul.operator.cluster;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.operator.cluster.acl.AclKeeper;
import io.cookify.consul.operator.cluster.acl.AclWish;
import io.cookify.consul.operator.cluster.plan.ConsulView;
import io.cookify.consul.operator.cluster.secrets.SecretsSeen;
import io.cookify.consul.operator.consul.AutopilotState;
import io.cookify.consul.operator.consul.Consul;
import io.cookify.consul.operator.consul.ConsulAccess;
import io.cookify.consul.operator.consul.ConsulClients;
import io.cookify.consul.operator.consul.ConsulDenied;
import io.cookify.consul.operator.consul.ConsulException;
import io.cookify.consul.operator.consul.ConsulServer;
import io.cookify.consul.operator.consul.ConsulUntrusted;
import io.cookify.consul.operator.consul.Token;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Consul, with the operator's daily token. */
public final class ConsulObserver {

  private static final Logger log = LoggerFactory.getLogger(ConsulObserver.class);

  private final ConsulClients clients;

  /** Asks over these connections. */
  public ConsulObserver(ConsulClients clients) {
    this.clients = clients;
  }

  ConsulView look(ConsulCluster cluster, SecretsSeen secrets, List<ConsulServer> servers) {
    Token token = secrets.operatorToken();
    if (servers.isEmpty() || token == null || secrets.caCertificate() == null) {
      return new ConsulView.Unasked();
    }
    try {
      Consul consul = connect(cluster, secrets, servers, token);
      return consul.leader().isEmpty()
          ? new ConsulView.Leaderless()
          : withLeader(consul, wish(cluster, secrets));
    } catch (ConsulUntrusted e) {
      log.atWarn().addKeyValue("error", e.getMessage()).log("Consul is not to be trusted");
      return new ConsulView.Silent(
          "The servers do not prove themselves by a certificate of the cluster's CA.");
    } catch (ConsulException e) {
      log.atInfo().addKeyValue("error", e.getMessage()).log("Consul does not answer");
      return new ConsulView.Silent("The servers do not give the operator a usable answer.");
    }
  }

  /** A connection with this token; nothing is sent yet. */
  Consul connect(
      ConsulCluster cluster,
      SecretsSeen secrets,
      List<ConsulServer> servers,
      @Nullable Token token) {
    String caCertificate = secrets.caCertificate();
    if (caCertificate == null) {
      throw new IllegalStateException("nothing is dialled before there is a CA to trust");
    }
    return clients.connect(
        cluster.getMetadata().getNamespace() + "/" + cluster.getMetadata().getName(),
        new ConsulAccess(servers, caCertificate, token));
  }

  /** What access control should look like; empty until all tokens are stored. */
  static Optional<AclWish> wish(ConsulCluster cluster, SecretsSeen secrets) {
    Token operator = secrets.operatorToken();
    return operator == null
        ? Optional.empty()
        : Optional.of(
            AclWish.of(
                cluster.getMetadata().getNamespace() + "/" + cluster.getMetadata().getName(),
                cluster.getSpec().datacenter(),
                operator,
                secrets.serverTokens(),
                secrets.clientToken()));
  }

  private static ConsulView withLeader(Consul consul, Optional<AclWish> wish) {
    try {
      AutopilotState state = consul.autopilotState();
      List<ConsulView.Server> servers =
          state.servers().stream()
              .map(
                  server ->
                      new ConsulView.Server(
                          server.name(),
                          server.healthy(),
                          server.voter(),
                          server.status() == AutopilotState.Status.LEADER,
                          server.version()))
              .toList();
      List<String> differences =
          wish.map(wished -> AclKeeper.differences(consul, wished)).orElse(List.of());
      return new ConsulView.Open(servers, state.failureTolerance(), differences);
    } catch (ConsulDenied e) {
      return new ConsulView.Locked();
    }
  }
}
