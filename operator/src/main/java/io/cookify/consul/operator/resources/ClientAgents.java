package io.cookify.consul.operator.resources;

import io.cookify.consul.api.v1alpha1.Clients;
import io.cookify.consul.api.v1alpha1.ConsulClusterSpec;
import io.cookify.consul.operator.kube.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The optional client agents, one per node, for what needs a real agent's API (Vault, for one).
 * Pods reach the agent of their own node through a Service with a local traffic policy: no host
 * port, so the namespace may enforce the "restricted" Pod Security Standard. Their certificate is
 * issued by the servers from the mesh's CA (auto-encrypt): verify it with {@code
 * /v1/connect/ca/roots?pem=true}.
 */
final class ClientAgents {

  private ClientAgents() {}

  static List<HasMetadata> build(Blueprint blueprint) {
    return List.of(
        new ServiceAccountBuilder()
            .withMetadata(Metadata.of(blueprint, blueprint.names().client(), Labels.CLIENT))
            .withAutomountServiceAccountToken(false)
            .build(),
        config(blueprint),
        service(blueprint),
        networkPolicy(blueprint),
        daemonSet(blueprint));
  }

  private static ConfigMap config(Blueprint blueprint) {
    ConsulClusterSpec spec = blueprint.spec();
    Names names = blueprint.names();
    Map<String, Object> config = ServerConfig.agent(names, spec);
    config.put("server", false);
    config.put(
        "ports",
        new TreeMap<>(
            Map.of(
                "http",
                -1,
                "https",
                ServerConfig.HTTPS_PORT,
                "grpc",
                -1,
                "grpc_tls",
                -1,
                "serf_lan",
                ServerConfig.SERF_PORT,
                "dns",
                ServerConfig.DNS_PORT)));
    config.put(
        "tls",
        new TreeMap<>(
            Map.of(
                "defaults",
                new TreeMap<>(
                    Map.of(
                        "ca_file",
                        "/consul/ca/ca.crt",
                        "tls_min_version",
                        "TLSv1_2",
                        "verify_outgoing",
                        true)),
                "internal_rpc",
                new TreeMap<>(Map.of("verify_incoming", true, "verify_server_hostname", true)))));
    String service = names.client() + "." + names.namespace();
    config.put(
        "auto_encrypt",
        new TreeMap<>(
            Map.of(
                "tls",
                true,
                "dns_san",
                List.of(
                    names.client(), service, service + ".svc", service + ".svc.cluster.local"))));
    return new ConfigMapBuilder()
        .withMetadata(Metadata.of(blueprint, names.client(), Labels.CLIENT))
        .withData(Map.of("client.json", ServerConfig.write(config)))
        .build();
  }

  private static Service service(Blueprint blueprint) {
    return new ServiceBuilder()
        .withMetadata(Metadata.of(blueprint, blueprint.names().client(), Labels.CLIENT))
        .withNewSpec()
        .withType("ClusterIP")
        .withInternalTrafficPolicy("Local")
        .withSelector(Metadata.selector(blueprint.names(), Labels.CLIENT))
        .withPorts(ServerObjects.port("https", ServerConfig.HTTPS_PORT, "https"))
        .endSpec()
        .build();
  }

  private static NetworkPolicy networkPolicy(Blueprint blueprint) {
    return new NetworkPolicyBuilder()
        .withMetadata(Metadata.of(blueprint, blueprint.names().client(), Labels.CLIENT))
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(Metadata.selector(blueprint.names(), Labels.CLIENT))
        .endPodSelector()
        .withPolicyTypes("Ingress")
        .addNewIngress()
        .addNewFrom()
        .withNewPodSelector()
        .withMatchLabels(Map.of(Labels.CLUSTER, blueprint.names().cluster()))
        .endPodSelector()
        .endFrom()
        .withPorts(
            ServerNetworkPolicy.port(ServerConfig.SERF_PORT, "TCP"),
            ServerNetworkPolicy.port(ServerConfig.SERF_PORT, "UDP"))
        .endIngress()
        .addNewIngress()
        .withPorts(ServerNetworkPolicy.port(ServerConfig.HTTPS_PORT, "TCP"))
        .endIngress()
        .endSpec()
        .build();
  }

  private static DaemonSet daemonSet(Blueprint blueprint) {
    Names names = blueprint.names();
    Clients clients = blueprint.spec().clients();
    return new DaemonSetBuilder()
        .withMetadata(Metadata.of(blueprint, names.client(), Labels.CLIENT))
        .withNewSpec()
        .withNewSelector()
        .withMatchLabels(Metadata.selector(names, Labels.CLIENT))
        .endSelector()
        .withNewUpdateStrategy()
        .withType("OnDelete")
        .endUpdateStrategy()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(Metadata.podLabels(names, Labels.CLIENT, Map.of()))
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(names.client())
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(30L)
        .withSecurityContext(PodSecurity.pod())
        .withTolerations(clients.tolerations())
        .withNodeSelector(clients.nodeSelector().isEmpty() ? null : clients.nodeSelector())
        .withContainers(consul(blueprint))
        .addNewVolume()
        .withName("config")
        .withNewConfigMap()
        .withName(names.client())
        .endConfigMap()
        .endVolume()
        .addNewVolume()
        .withName("ca")
        .withNewConfigMap()
        .withName(names.ca())
        .endConfigMap()
        .endVolume()
        .addNewVolume()
        .withName("data")
        .withNewEmptyDir()
        .endEmptyDir()
        .endVolume()
        .addToVolumes(
            PodSecurity.secretVolume("secrets", names.clientConfig()), PodSecurity.scratchVolume())
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static Container consul(Blueprint blueprint) {
    return new ContainerBuilder()
        .withName("consul")
        .withImage(blueprint.spec().resolvedImage())
        .withImagePullPolicy("IfNotPresent")
        .withCommand(
            "consul",
            "agent",
            "-node=$(NODE_NAME)",
            "-advertise=$(POD_IP)",
            "-config-file=/consul/config/client.json",
            "-config-file=/consul/secrets/gossip.json",
            "-config-file=/consul/secrets/agent.json")
        .withEnv(PodSecurity.fieldEnv("NODE_NAME", "spec.nodeName"))
        .addToEnv(PodSecurity.fieldEnv("POD_IP", "status.podIP"))
        .withPorts(
            new ContainerPortBuilder()
                .withName("https")
                .withContainerPort(ServerConfig.HTTPS_PORT)
                .withProtocol("TCP")
                .build())
        .withResources(blueprint.spec().clients().resources())
        .withSecurityContext(PodSecurity.container())
        .addNewVolumeMount()
        .withName("data")
        .withMountPath("/consul/data")
        .endVolumeMount()
        .addToVolumeMounts(
            PodSecurity.readOnly("config", "/consul/config"),
            PodSecurity.readOnly("ca", "/consul/ca"),
            PodSecurity.readOnly("secrets", "/consul/secrets"),
            PodSecurity.scratchMount())
        .withReadinessProbe(PodSecurity.apiProbe(5, 2))
        .build();
  }
}
