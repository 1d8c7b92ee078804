package io.cookify.consul.operator.resources;

import io.cookify.consul.operator.kube.Labels;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.Map;

/**
 * Who may talk to agents: Raft and gossip only among the cluster's own pods, the API, gRPC and DNS
 * from anywhere (they authenticate by token). Only incoming traffic is restricted.
 */
final class ServerNetworkPolicy {

  private ServerNetworkPolicy() {}

  static NetworkPolicy build(Blueprint blueprint) {
    return new NetworkPolicyBuilder()
        .withMetadata(Metadata.of(blueprint, blueprint.names().server(), Labels.SERVER))
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(Metadata.selector(blueprint.names(), Labels.SERVER))
        .endPodSelector()
        .withPolicyTypes("Ingress")
        .addNewIngress()
        .addNewFrom()
        .withNewPodSelector()
        .withMatchLabels(Map.of(Labels.CLUSTER, blueprint.names().cluster()))
        .endPodSelector()
        .endFrom()
        .withPorts(
            port(ServerConfig.RPC_PORT, "TCP"),
            port(ServerConfig.SERF_PORT, "TCP"),
            port(ServerConfig.SERF_PORT, "UDP"))
        .endIngress()
        .addNewIngress()
        .withPorts(
            port(ServerConfig.HTTPS_PORT, "TCP"),
            port(ServerConfig.GRPC_TLS_PORT, "TCP"),
            port(ServerConfig.DNS_PORT, "TCP"),
            port(ServerConfig.DNS_PORT, "UDP"))
        .endIngress()
        .endSpec()
        .build();
  }

  static NetworkPolicyPort port(int port, String protocol) {
    return new NetworkPolicyPortBuilder()
        .withPort(new IntOrString(port))
        .withProtocol(protocol)
        .build();
  }
}
