package io.cookify.consul.proof.cluster;

import io.cookify.consul.proof.Command;
import io.cookify.consul.proof.Workspace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A Kubernetes cluster with the rights of its administrator. */
public sealed interface Cluster extends AutoCloseable
    permits SandboxCluster, CurrentCluster, K3sCluster {

  /**
   * The cluster that the environment variable {@code CLUSTER} names: {@code sandbox} (default),
   * {@code current} or {@code k3s}.
   *
   * @throws ClusterUnavailableException if this machine cannot give such a cluster
   */
  static Cluster open(Workspace workspace) throws ClusterUnavailableException {
    var wanted =
        Optional.ofNullable(System.getenv("CLUSTER"))
            .filter(name -> !name.isBlank())
            .orElse("sandbox");
    return switch (wanted.toLowerCase(Locale.ROOT)) {
      case "sandbox" -> SandboxCluster.open(workspace);
      case "current" -> CurrentCluster.open(workspace);
      case "k3s" -> K3sCluster.start(workspace);
      default ->
          throw new IllegalArgumentException(
              "CLUSTER=" + wanted + ": must be sandbox, current or k3s");
    };
  }

  /** As in {@code CLUSTER}. */
  String name();

  /** A kubeconfig of the administrator, with one context. */
  Path kubeconfig();

  /** A client of the administrator. */
  KubernetesClient client();

  /** What this cluster offers beyond the Kubernetes API. */
  Set<Capability> capabilities();

  /** A way to a port of a pod from this machine; close it after use. */
  Route route(String namespace, String pod, int port);

  /** A call of kubectl on this cluster. */
  Command kubectl(String... arguments);

  /** A call of helm on this cluster. */
  Command helm(String... arguments);

  @Override
  void close();
}
