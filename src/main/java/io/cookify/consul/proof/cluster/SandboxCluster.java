package io.cookify.consul.proof.cluster;

import io.cookify.consul.proof.Command;
import io.cookify.consul.proof.Workspace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** The project's own cluster of this machine, as {@code make sandbox-up} starts it. */
public record SandboxCluster(Connection connection) implements Cluster {

  static SandboxCluster open(Workspace workspace) {
    var kubeconfig = workspace.sandbox().resolve("kubeconfig");
    if (!Files.isReadable(kubeconfig)) {
      throw new IllegalStateException("there is no .sandbox/kubeconfig: run make sandbox-up");
    }
    return new SandboxCluster(Connection.to(workspace, kubeconfig));
  }

  @Override
  public String name() {
    return "sandbox";
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
    var all = EnumSet.allOf(Capability.class);
    if (!connection.hasThreeNodes()) {
      all.remove(Capability.THREE_NODES);
    }
    return all;
  }

  @Override
  public Route route(String namespace, String pod, int port) {
    var address =
        client().pods().inNamespace(namespace).withName(pod).require().getStatus().getPodIP();
    if (address == null) {
      throw new IllegalStateException("pod " + namespace + "/" + pod + " has no address yet");
    }
    return new Route(address, port, () -> {});
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
  }
}
