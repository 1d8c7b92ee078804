package io.cookify.consul.proof.cluster;

import io.cookify.consul.proof.Command;
import io.cookify.consul.proof.Workspace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** The cluster of the user's current kubectl context. Nothing is assumed of it but the API. */
public record CurrentCluster(Connection connection) implements Cluster {

  static CurrentCluster open(Workspace workspace) {
    // The user's kubeconfig may be several files and many contexts: one file with the current one.
    var config =
        Command.of(workspace.tool("kubectl"), "config", "view", "--raw", "--minify", "--flatten")
            .run()
            .orThrow();
    try {
      var file =
          Files.createTempFile(
              "proof",
              ".kubeconfig",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      file.toFile().deleteOnExit();
      Files.writeString(file, config);
      return new CurrentCluster(Connection.to(workspace, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return "current";
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
    return connection.hasThreeNodes()
        ? EnumSet.of(Capability.THREE_NODES)
        : EnumSet.noneOf(Capability.class);
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
  }
}
