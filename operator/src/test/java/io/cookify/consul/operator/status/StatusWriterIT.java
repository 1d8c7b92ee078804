package io.cookify.consul.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.api.v1alpha1.ConsulClusterStatus;
import io.cookify.consul.operator.kube.Reason;
import io.cookify.consul.operator.status.Conditions.Readiness;
import io.cookify.consul.testing.ApiServer;
import io.cookify.consul.testing.ApiServerExtension;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiServerExtension.class)
class StatusWriterIT {
  private enum Why implements Reason {
    QUORUM_FORMED
  }

  private static int namespaces;

  private ApiServer server;
  private KubernetesClient client;
  private StatusWriter<ConsulCluster, ConsulClusterStatus> writer;
  private ConsulCluster cluster;

  @BeforeEach
  void newCluster(ApiServer apiServer) {
    server = apiServer;
    client = server.admin();
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .load(Path.of("..", "crds", "consulclusters.consul.cookify.io.yaml").toFile())
        .serverSideApply();
    String namespace = "status-" + namespaces++;
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    String manifest =
        """
        apiVersion: consul.cookify.io/v1alpha1
        kind: ConsulCluster
        metadata: {name: platform, namespace: %s}
        spec: {version: 1.22.7}
        """
            .formatted(namespace);
    // A definition takes effect a moment after it was written.
    cluster =
        Awaitility.await()
            .ignoreExceptions()
            .until(
                () ->
                    client
                        .resource(
                            client
                                .getKubernetesSerialization()
                                .unmarshal(manifest, ConsulCluster.class))
                        .create(),
                Objects::nonNull);
    writer = new StatusWriter<>(client, ConsulCluster.class, ConsulCluster::new);
  }

  @Test
  void firstStatusIsWrittenAndTheSameOneIsNotWrittenAgain() {
    ConsulCluster written = writer.write(cluster, ready("6"));
    assertThat(written.getStatus().phase()).isEqualTo("Running");
    assertThat(written.getStatus().conditions()).hasSize(1);
    assertThat(written.getMetadata().getGeneration()).isEqualTo(1);

    ConsulCluster again = writer.write(written, ready("7"));

    assertThat(version(again)).isEqualTo(version(written));
    assertThat(version(live())).isEqualTo(version(written));
  }

  @Test
  void oldCacheNeitherWritesAgainNorMovesTransitionTimes() {
    ConsulCluster written = writer.write(cluster, ready("6"));

    // The cache still has the resource without any status.
    ConsulCluster again = writer.write(cluster, ready("7"));

    assertThat(version(again)).isEqualTo(version(written));
    assertThat(again.getStatus().conditions())
        .extracting(Condition::getLastTransitionTime)
        .containsExactly("2026-01-01T06:00:00Z");
  }

  @Test
  void whatIsNoLongerSaidGoes() {
    ConsulCluster written = writer.write(cluster, ready("6"));
    assertThat(written.getStatus().leader()).isEqualTo("platform-server-0");

    ConsulCluster changed = writer.write(written, status -> status(status, null, "7"));

    assertThat(changed.getStatus().leader()).isNull();
    assertThat(live().getStatus().leader()).isNull();
  }

  @Test
  void specAndLabelsOfTheUserStay() {
    cluster.getMetadata().setLabels(Map.of("team", "a"));
    cluster = client.resource(cluster).update();

    writer.write(cluster, ready("6"));

    assertThat(live().getSpec().version()).isEqualTo("1.22.7");
    assertThat(live().getMetadata().getLabels()).containsEntry("team", "a");
    assertThat(live().getMetadata().getGeneration()).isEqualTo(1);
  }

  @Test
  void deletedResourceIsLeftAloneAndSoIsItsSuccessor() {
    client.resource(cluster).delete();
    assertThat(writer.write(cluster, ready("6"))).isSameAs(cluster);
    assertThat(client.resource(cluster).get()).isNull();

    ConsulCluster successor = client.getKubernetesSerialization().clone(cluster);
    successor.getMetadata().setResourceVersion(null);
    successor.getMetadata().setUid(null);
    client.resource(successor).create();

    assertThat(writer.write(cluster, ready("6"))).isSameAs(cluster);
    assertThat(live().getStatus()).isNull();
  }

  private static Function<@Nullable ConsulClusterStatus, ConsulClusterStatus> ready(String hour) {
    return status -> status(status, "platform-server-0", hour);
  }

  private static ConsulClusterStatus status(
      @Nullable ConsulClusterStatus before, @Nullable String leader, String hour) {
    Clock clock = Clock.fixed(Instant.parse("2026-01-01T0" + hour + ":00:00Z"), ZoneOffset.UTC);
    return new ConsulClusterStatus(
        1L,
        "Running",
        "1.22.7",
        leader,
        List.of(),
        "3/3",
        "platform-ca",
        "platform-bootstrap-token",
        null,
        Conditions.of(1L, before == null ? null : before.conditions(), clock)
            .ready(Readiness.True, Why.QUORUM_FORMED, "Three servers, one leader")
            .build());
  }

  private ConsulCluster live() {
    return client.resource(cluster).require();
  }

  private static String version(ConsulCluster resource) {
    return resource.getMetadata().getResourceVersion();
  }
}
