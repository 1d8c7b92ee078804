package io.cookify.consul.proof.cluster;

import io.cookify.consul.proof.Command;
import io.cookify.consul.proof.Report;
import io.cookify.consul.proof.Workspace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** A throw-away K3s of one node in a container. */
public record K3sCluster(Connection connection, K3sContainer container) implements Cluster {
  private static final String IMAGE = "rancher/k3s:v1.34.1-k3s1";
  // K3s imports what lies here when it starts.
  private static final String IMPORTS = "/var/lib/rancher/k3s/agent/images/";

  static K3sCluster start(Workspace workspace) throws ClusterUnavailableException {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new ClusterUnavailableException("CLUSTER=k3s: no container engine answers");
    }
    var image = Optional.ofNullable(System.getenv("K3S_IMAGE")).orElse(IMAGE);
    // The container lives as long as the cluster, which ends it.
    var container =
        new K3sContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("rancher/k3s"));
    Optional.ofNullable(System.getenv("OPERATOR_IMAGE_TAR"))
        .ifPresent(
            tar ->
                container.withCopyFileToContainer(
                    MountableFile.forHostPath(tar), IMPORTS + "consul-operator.tar"));
    Report.line("starting %s".formatted(image));
    container.start();
    try {
      var kubeconfig = workspace.output("k3s").resolve("kubeconfig");
      Files.writeString(kubeconfig, container.getKubeConfigYaml());
      return new K3sCluster(Connection.to(workspace, kubeconfig), container);
    } catch (IOException e) {
      container.stop();
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return "k3s";
  }

  @Override
  public Path kubeconfig() {
    return connection.kubeconfig();
  }

  @Override
  public KubernetesClient client() {
    return connection.client();
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.noneOf(Capability.class);
  }

  @Override
  public Route route(String namespace, String pod, int port) {
    return connection.portForward(namespace, pod, port);
  }

  @Override
  public Command kubectl(String... arguments) {
    return connection.kubectl(arguments);
  }

  @Override
  public Command helm(String... arguments) {
    return connection.helm(arguments);
  }

  @Override
  public void close() {
    client().close();
    container.stop();
  }
}
