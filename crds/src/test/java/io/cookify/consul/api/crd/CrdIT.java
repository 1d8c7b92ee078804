package io.cookify.consul.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.api.v1alpha1.ConsulClusterStatus;
import io.cookify.consul.api.v1alpha1.ServerStatus;
import io.cookify.consul.testing.ApiServer;
import io.cookify.consul.testing.ApiServerExtension;
import io.cookify.consul.testing.Repository;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed definition as kubectl and an API server see it. */
@ExtendWith(ApiServerExtension.class)
class CrdIT {

  private static final Path FILE = Repository.root().resolve(Crd.FILE);

  private final ApiServer server;

  CrdIT(ApiServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"--server-side=false", "--server-side=true"})
  void readsBackWithoutADifference(String mode) throws IOException {
    kubectl("delete", "crd", InstalledCrd.NAME, "--ignore-not-found");
    kubectl("apply", mode, "-f", FILE.toString());
    InstalledCrd.awaitServed(server.admin());

    assertThat(readBack()).isEqualTo(committed());
    assertThat(server.kubectl().run("diff", mode, "-f", FILE.toString()).output()).isEmpty();
  }

  private String readBack() {
    ObjectNode crd =
        Serialization.unmarshal(
            kubectl("get", "crd", InstalledCrd.NAME, "--output=json"), ObjectNode.class);
    crd.remove("status");
    ((ObjectNode) crd.get("metadata")).retain("name");
    return crd.toPrettyString();
  }

  private static String committed() throws IOException {
    return Serialization.unmarshal(Files.readString(FILE), JsonNode.class).toPrettyString();
  }

  @Test
  void explainIsTheManual() {
    InstalledCrd.in(server, "explained");

    // The API server publishes its OpenAPI document a moment after it serves the resource.
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(kubectl("explain", "consulcluster.spec.servers.replicas"))
                    .contains("integer", "survives the loss of one", "Default: 3"));
    assertThat(kubectl("explain", "consulcluster"))
        .contains("One Consul datacenter")
        .contains("What the cluster should be");
  }

  @Test
  void columnsTellWhatMatters() {
    InstalledCrd.in(server, "columns");
    var clusters = server.admin().resources(ConsulCluster.class).inNamespace("columns");
    ConsulCluster cluster =
        Serialization.unmarshal(
            """
            apiVersion: consul.cookify.io/v1alpha1
            kind: ConsulCluster
            metadata: {name: platform, namespace: columns}
            spec: {version: 1.22.7, datacenter: eu-1}
            """,
            ConsulCluster.class);
    ConsulCluster created = clusters.resource(cluster).create();
    created.setStatus(running(Objects.requireNonNull(created.getMetadata().getGeneration())));
    clusters.resource(created).updateStatus();

    // Short name and category both lead to it.
    assertThat(kubectl("get", "ccl", "--namespace=columns").lines().map(line -> line.split(" +")))
        .hasSize(2)
        .first()
        .isEqualTo(new String[] {"NAME", "READY", "SERVERS", "LEADER", "VERSION", "PHASE", "AGE"});
    assertThat(kubectl("get", "consul", "--namespace=columns", "--output=wide"))
        .contains("DATACENTER", "CERTIFICATE-EXPIRY")
        .containsPattern(
            "platform +True +3/3 +platform-server-0 +1.22.7 +Running +eu-1 +2027-02-20T00:00:00Z");
    assertThat(kubectl("wait", "--for=condition=Ready", "ccl/platform", "--namespace=columns"))
        .contains("condition met");
    assertThat(clusters.withName("platform").get().getStatus()).isEqualTo(created.getStatus());
  }

  private static ConsulClusterStatus running(long generation) {
    return new ConsulClusterStatus(
        generation,
        "Running",
        "1.22.7",
        "platform-server-0",
        List.of(new ServerStatus("platform-server-0", true, true, true, "1.22.7")),
        "3/3",
        "platform-ca",
        "platform-bootstrap-token",
        "2027-02-20T00:00:00Z",
        List.of(
            new ConditionBuilder()
                .withType("Ready")
                .withStatus("True")
                .withReason("Ready")
                .withMessage("3 of 3 servers are ready")
                .withLastTransitionTime("2026-11-22T00:00:00Z")
                .withObservedGeneration(generation)
                .build()));
  }

  private String kubectl(String... arguments) {
    return server.kubectl().run(arguments).orThrow();
  }
}
