package io.cookify.consul.proof.cluster;

import io.cookify.consul.proof.Command;
import io.cookify.consul.proof.Workspace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What all providers do alike once there is a kubeconfig. */
record Connection(Workspace workspace, Path kubeconfig, KubernetesClient client) {

  static Connection to(Workspace workspace, Path kubeconfig) {
    var config = Config.fromKubeconfig(kubeconfig.toFile());
    return new Connection(
        workspace, kubeconfig, new KubernetesClientBuilder().withConfig(config).build());
  }

  Command kubectl(String... arguments) {
    return Command.of(workspace.tool("kubectl"), arguments).env("KUBECONFIG", kubeconfig);
  }

  Command helm(String... arguments) {
    return Command.of(workspace.tool("helm"), arguments).env("KUBECONFIG", kubeconfig);
  }

  boolean hasThreeNodes() {
    return client.nodes().list().getItems().size() >= 3;
  }

  /** The way to pods that works everywhere: through the API server. */
  Route portForward(String namespace, String pod, int port) {
    var forward = client.pods().inNamespace(namespace).withName(pod).portForward(port);
    return new Route(
        "127.0.0.1",
        forward.getLocalPort(),
        () -> {
          try {
            forward.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
