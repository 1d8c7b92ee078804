package io.cookify.consul.proof.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A namespace of one suite: Pod Security {@code restricted} is enforced, and nothing stays behind.
 */
public final class TestNamespace implements AutoCloseable {
  /** Marks the namespaces of the suites. */
  public static final String LABEL = "consul.cookify.io/proof";

  private static final Duration GONE = Duration.ofMinutes(3);

  private final Cluster cluster;
  private final String name;

  private TestNamespace(Cluster cluster, String name) {
    this.cluster = cluster;
    this.name = name;
  }

  /** Creates one whose name starts with the suite's. */
  public static TestNamespace create(Cluster cluster, String suite) {
    var name =
        "proof-"
            + suite.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "")
            + "-"
            + UUID.randomUUID().toString().substring(0, 5);
    var namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(name)
            .addToLabels(LABEL, "true")
            .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
            .endMetadata()
            .build();
    cluster.client().resource(namespace).create();
    return new TestNamespace(cluster, name);
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** The cluster it is in. */
  public Cluster cluster() {
    return cluster;
  }

  private KubernetesClient client() {
    return cluster.client();
  }

  /** Applies a manifest and gives a handle on what it names. */
  public DeployedCluster apply(ClusterManifest manifest) {
    client().resource(manifest.resource()).inNamespace(name).forceConflicts().serverSideApply();
    return deployed(manifest.name());
  }

  /** A handle on a cluster by its name, there or not. */
  public DeployedCluster deployed(String clusterName) {
    return new DeployedCluster(this, clusterName);
  }

  /** Creates a secret of text values. */
  public Secret secret(String secretName, Map<String, String> values) {
    return client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(secretName)
                .endMetadata()
                .withStringData(values)
                .build())
        .inNamespace(name)
        .create();
  }

  /** Deletes it with all its volumes, and waits until they are gone. */
  @Override
  public void close() {
    delete();
    await("namespace " + name + " and its volumes are gone")
        .atMost(GONE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> client().namespaces().withName(name).get() == null && volumes() == 0);
  }

  /** Deletes it without waiting. */
  public void delete() {
    client().namespaces().withName(name).delete();
  }

  private long volumes() {
    return client().persistentVolumes().list().getItems().stream()
        .filter(volume -> volume.getSpec().getClaimRef() != null)
        .filter(volume -> name.equals(volume.getSpec().getClaimRef().getNamespace()))
        .count();
  }
}
