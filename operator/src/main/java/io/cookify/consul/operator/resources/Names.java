package io.cookify.consul.operator.resources;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The names of everything that is derived from one {@code ConsulCluster}. They never change,
 * because retained Secrets and volumes are found again by them.
 *
 * @param namespace the cluster's namespace
 * @param cluster the cluster's name
 */
public record Names(String namespace, String cluster) {

  /** The names of this cluster's children. */
  public static Names of(ConsulCluster cluster) {
    return new Names(cluster.getMetadata().getNamespace(), cluster.getMetadata().getName());
  }

  /** StatefulSet, headless Service, ServiceAccount, PDB, NetworkPolicy and ConfigMap of servers. */
  public String server() {
    return cluster + "-server";
  }

  /** The pod (and Consul node) with this ordinal. */
  public String serverPod(int ordinal) {
    return server() + "-" + ordinal;
  }

  /** All server pods of a cluster of this size, by ordinal. */
  public List<String> serverPods(int replicas) {
    return IntStream.range(0, replicas).mapToObj(this::serverPod).toList();
  }

  /** The name inside the cluster's network that a server's certificate is valid for. */
  public String serverHost(String pod) {
    return pod + "." + server() + "." + namespace + ".svc";
  }

  /** DaemonSet, Service, ServiceAccount, NetworkPolicy and ConfigMap of client agents. */
  public String client() {
    return cluster + "-client";
  }

  /** Service of the web interface. */
  public String ui() {
    return cluster + "-ui";
  }

  /** Service that exposes the servers to what runs outside of the Kubernetes cluster. */
  public String expose() {
    return cluster + "-expose";
  }

  /** Secret with the certificate authority, and ConfigMap with its certificate for applications. */
  public String ca() {
    return cluster + "-ca";
  }

  /** Secret with the servers' certificate. */
  public String serverTls() {
    return cluster + "-server-tls";
  }

  /** Secret with the gossip encryption key. */
  public String gossip() {
    return cluster + "-gossip";
  }

  /** Secret with the ACL bootstrap token. */
  public String bootstrapToken() {
    return cluster + "-bootstrap-token";
  }

  /** Secret with the token that the operator works with from day to day. */
  public String operatorToken() {
    return cluster + "-operator-token";
  }

  /** Secret with the servers' agent tokens, in the form that a server reads. */
  public String serverTokens() {
    return cluster + "-server-tokens";
  }

  /** Secret with the secret part of the servers' configuration. */
  public String serverConfig() {
    return cluster + "-server-config";
  }

  /** Secret with the secret part of the client agents' configuration. */
  public String clientConfig() {
    return cluster + "-client-config";
  }
}
