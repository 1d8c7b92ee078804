package io.cookify.consul.operator.resources;

import io.cookify.consul.api.v1alpha1.ConsulClusterSpec;
import io.cookify.consul.operator.kube.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What stands around the servers: configuration, identity, names and budget. */
final class ServerObjects {

  private static final String READY_SCRIPT = script("ready.sh");

  private ServerObjects() {}

  static ServiceAccount account(Blueprint blueprint) {
    return new ServiceAccountBuilder()
        .withMetadata(Metadata.of(blueprint, blueprint.names().server(), Labels.SERVER))
        .withAutomountServiceAccountToken(false)
        .build();
  }

  /** The certificate authority for applications; no key, so anybody may read it. */
  static ConfigMap certificateAuthority(Blueprint blueprint) {
    return new ConfigMapBuilder()
        .withMetadata(Metadata.of(blueprint, blueprint.names().ca(), "ca"))
        .withData(Map.of("ca.crt", blueprint.caCertificate()))
        .build();
  }

  static ConfigMap config(Blueprint blueprint) {
    ConsulClusterSpec spec = blueprint.spec();
    Map<String, String> files = new TreeMap<>();
    files.put("server.json", ServerConfig.render(blueprint.names(), spec));
    files.put(
        "bootstrap.json",
        ServerConfig.renderBootstrap(spec.servers().replicas(), blueprint.bootstrapped()));
    files.put("ready.sh", READY_SCRIPT);
    String extra = spec.servers().extraConfig();
    if (extra != null) {
      files.put(extraConfigFile(spec), extra);
    }
    return new ConfigMapBuilder()
        .withMetadata(Metadata.of(blueprint, blueprint.names().server(), Labels.SERVER))
        .withData(files)
        .build();
  }

  /** Consul tells the format of a file by its name. */
  static String extraConfigFile(ConsulClusterSpec spec) {
    String extra = spec.servers().extraConfig();
    return extra != null && extra.stripLeading().startsWith("{") ? "extra.json" : "extra.hcl";
  }

  /** Servers find each other here before they are ready, or they could never become it. */
  static Service headless(Blueprint blueprint) {
    return new ServiceBuilder()
        .withMetadata(Metadata.of(blueprint, blueprint.names().server(), Labels.SERVER))
        .withNewSpec()
        .withType("ClusterIP")
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .withSelector(Metadata.selector(blueprint.names(), Labels.SERVER))
        .withPorts(
            port("https", ServerConfig.HTTPS_PORT, "https"),
            port("grpc-tls", ServerConfig.GRPC_TLS_PORT, "grpc-tls"),
            port("rpc", ServerConfig.RPC_PORT, "rpc"),
            port("serf-tcp", ServerConfig.SERF_PORT, "serf-tcp"),
            udp("serf-udp", ServerConfig.SERF_PORT),
            port("dns-tcp", ServerConfig.DNS_PORT, "dns-tcp"),
            udp("dns-udp", ServerConfig.DNS_PORT))
        .endSpec()
        .build();
  }

  static Service ui(Blueprint blueprint) {
    var service = blueprint.spec().ui().service();
    return new ServiceBuilder()
        .withMetadata(
            Metadata.of(
                blueprint, blueprint.names().ui(), "ui", new TreeMap<>(service.annotations())))
        .withNewSpec()
        .withType(service.type().name())
        .withSelector(Metadata.selector(blueprint.names(), Labels.SERVER))
        .withPorts(port("https", service.port(), "https"))
        .endSpec()
        .build();
  }

  static PodDisruptionBudget budget(Blueprint blueprint) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(Metadata.of(blueprint, blueprint.names().server(), Labels.SERVER))
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(1))
        .withNewSelector()
        .withMatchLabels(Metadata.selector(blueprint.names(), Labels.SERVER))
        .endSelector()
        .endSpec()
        .build();
  }

  static List<ContainerPort> containerPorts() {
    return List.of(
        containerPort("https", ServerConfig.HTTPS_PORT, "TCP"),
        containerPort("grpc-tls", ServerConfig.GRPC_TLS_PORT, "TCP"),
        containerPort("rpc", ServerConfig.RPC_PORT, "TCP"),
        containerPort("serf-tcp", ServerConfig.SERF_PORT, "TCP"),
        containerPort("serf-udp", ServerConfig.SERF_PORT, "UDP"),
        containerPort("dns-tcp", ServerConfig.DNS_PORT, "TCP"),
        containerPort("dns-udp", ServerConfig.DNS_PORT, "UDP"));
  }

  private static ContainerPort containerPort(String name, int port, String protocol) {
    return new ContainerPortBuilder()
        .withName(name)
        .withContainerPort(port)
        .withProtocol(protocol)
        .build();
  }

  static ServicePort port(String name, int port, String target) {
    return new ServicePortBuilder()
        .withName(name)
        .withProtocol("TCP")
        .withPort(port)
        .withTargetPort(new IntOrString(target))
        .build();
  }

  private static ServicePort udp(String name, int port) {
    return new ServicePortBuilder()
        .withName(name)
        .withProtocol("UDP")
        .withPort(port)
        .withTargetPort(new IntOrString(name))
        .build();
  }

  private static String script(String name) {
    try (InputStream in = ServerObjects.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the operator's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
