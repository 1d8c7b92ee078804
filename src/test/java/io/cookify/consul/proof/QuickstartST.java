package io.cookify.consul.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cookify.consul.proof.cluster.Capability;
import io.cookify.consul.proof.cluster.DeployedCluster;
import io.cookify.consul.proof.cluster.TestNamespace;
import io.cookify.consul.proof.junit.Needs;
import io.cookify.consul.proof.junit.Proof;
import io.cookify.consul.proof.junit.SystemTest;
import io.cookify.consul.proof.probe.ConsulProbe;
import io.cookify.consul.proof.probe.SecretScan;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten lines of YAML become a secure three-server Consul, and its status tells the truth. */
@SystemTest
@Tag("system")
@Order(10)
@SuppressWarnings("NullAway.Init") // The fields are set by the set-up method, once.
class QuickstartST {
  private TestNamespace namespace;
  private DeployedCluster platform;
  private Proof proof;
  private String example;

  @BeforeAll
  void apply(Proof theProof, TestNamespace ownNamespace) throws IOException {
    proof = theProof;
    namespace = ownNamespace;
    // The very file of the documentation, but in a namespace of our own.
    example =
        Files.readString(proof.workspace().file("examples/quickstart/platform.yaml"))
            .replace("namespace: consul", "namespace: " + namespace.name());
    proof.cluster().kubectl("apply", "-f", "-").stdin(example).run().orThrow();
    platform = namespace.deployed("platform");
    proof
        .cluster()
        .kubectl("wait", "--for=condition=Ready", "consulcluster/platform", "--timeout=5m")
        .with("-n", namespace.name())
        .run()
        .orThrow();
  }

  @Test
  void threeVotersFollowOneLeader() {
    try (var consul = ConsulProbe.of(platform)) {
      var peers = consul.peers();
      assertThat(peers)
          .extracting(ConsulProbe.Peer::node)
          .containsExactlyInAnyOrder("platform-server-0", "platform-server-1", "platform-server-2");
      assertThat(peers).allMatch(ConsulProbe.Peer::voter);
      assertThat(peers).filteredOn(ConsulProbe.Peer::leader).hasSize(1);
    }
  }

  @Test
  @Needs(Capability.POD_NETWORK)
  void plainHttpIsClosedAndHttpsIsOpen() {
    for (var pod : platform.serverPods()) {
      var name = pod.getMetadata().getName();
      assertThat(ConsulProbe.accepts(platform, name, 8501)).as("HTTPS of " + name).isTrue();
      assertThat(ConsulProbe.accepts(platform, name, 8500)).as("HTTP of " + name).isFalse();
      assertThat(ConsulProbe.accepts(platform, name, 8502)).as("plain gRPC of " + name).isFalse();
    }
  }

  @Test
  void everyServerShowsACertificateOfOurAuthority() {
    for (var pod : platform.serverPods()) {
      try (var consul = ConsulProbe.of(platform, pod.getMetadata().getName(), null)) {
        // The probe trusts nothing but the CA in the cluster's secret, and only the servers' name.
        assertThat(consul.leader()).as("leader by " + pod.getMetadata().getName()).isPresent();
      }
    }
  }

  @Test
  void withoutATokenAKeyIsNeitherReadNorWritten() {
    try (var consul = ConsulProbe.anonymous(platform)) {
      assertThat(consul.get("kv/secret").status()).isEqualTo(403);
      assertThat(consul.put("kv/secret", "x").status()).isEqualTo(403);
      assertThat(consul.get("acl/tokens").status()).isEqualTo(403);
    }
  }

  @Test
  void withTheBootstrapTokenAKeyIsWrittenAndRead() {
    try (var consul = ConsulProbe.of(platform)) {
      consul.writeKey("proof/quickstart", "there");
      assertThat(consul.readKey("proof/quickstart")).contains("there");
    }
  }

  @Test
  void gossipIsEncrypted() {
    try (var consul = ConsulProbe.of(platform)) {
      var self = consul.get("agent/self").json();
      assertThat(self.path("Stats").path("serf_lan").path("encrypted").asText()).isEqualTo("true");
      var rings = consul.get("operator/keyring").json();
      assertThat(rings).isNotEmpty();
      for (var ring : rings) {
        assertThat(ring.path("Keys").size()).as("keys in " + ring.path("Datacenter")).isOne();
      }
    }
  }

  @Test
  void statusTellsWhatIs() {
    var status = platform.status();
    String leader;
    try (var consul = ConsulProbe.of(platform)) {
      leader =
          consul.peers().stream()
              .filter(ConsulProbe.Peer::leader)
              .map(ConsulProbe.Peer::node)
              .findFirst()
              .orElseThrow();
    }
    assertThat(status.path("version").asText()).isEqualTo("1.22.7");
    assertThat(status.path("leader").asText()).isEqualTo(leader);
    assertThat(status.path("readyServers").asText()).isEqualTo("3/3");
    assertThat(status.path("phase").asText()).isEqualTo("Running");
    assertThat(Instant.parse(status.path("certificateExpiry").asText()))
        .isAfter(Instant.now().plus(Duration.ofDays(30)));
    assertThat(platform.secret(suffix(status, "caSecret"), "tls.crt")).isPresent();
    assertThat(platform.secret(suffix(status, "bootstrapTokenSecret"), "token")).isPresent();

    var servers = StreamSupport.stream(status.path("servers").spliterator(), false).toList();
    assertThat(servers)
        .extracting(server -> server.path("name").asText())
        .containsExactlyInAnyOrderElementsOf(
            platform.serverPods().stream().map(pod -> pod.getMetadata().getName()).toList());
    assertThat(servers)
        .allSatisfy(
            server -> {
              assertThat(server.path("healthy").asBoolean()).isTrue();
              assertThat(server.path("voter").asBoolean()).isTrue();
              assertThat(server.path("version").asText()).isEqualTo("1.22.7");
              assertThat(server.path("leader").asBoolean())
                  .isEqualTo(server.path("name").asText().equals(leader));
            });
  }

  private static String suffix(JsonNode status, String field) {
    return status.path(field).asText().replaceFirst("^platform-", "");
  }

  @Test
  void conditionsKeepTheContract() {
    var generation = platform.json().path("metadata").path("generation").asLong();
    assertThat(platform.status().path("observedGeneration").asLong()).isEqualTo(generation);
    assertThat(platform.conditions())
        .allSatisfy(
            condition -> {
              assertThat(condition.observedGeneration()).isEqualTo(generation);
              assertThat(condition.reason()).isNotBlank();
            });
    // Abnormal conditions are there only while they are true.
    assertThat(platform.conditions())
        .extracting(DeployedCluster.Condition::type)
        .contains("Ready")
        .doesNotContain("Reconciling", "Stalled", "Conflict");
  }

  @Test
  void kubectlGetShowsTheColumns() {
    var table =
        proof
            .cluster()
            .kubectl("get", "ccl", "-n", namespace.name())
            .run()
            .orThrow()
            .lines()
            .toList();
    assertThat(table.get(0).split("\\s+"))
        .containsExactly("NAME", "READY", "SERVERS", "LEADER", "VERSION", "PHASE", "AGE");
    assertThat(table.get(1)).contains("platform", "True", "3/3", "platform-server-", "1.22.7");
  }

  @Test
  void applyingTheSameAgainChangesNothing() {
    var diff = proof.cluster().kubectl("diff", "-f", "-").stdin(example).run();
    assertThat(diff.output()).isEmpty();
    assertThat(diff.exit()).isZero();
  }

  @Test
  void podsHoldNoMoreThanTheyNeed() {
    var pods = proof.cluster().client().pods().inNamespace(namespace.name()).list().getItems();
    // The namespace enforces Pod Security "restricted": that they run proves they meet it.
    assertThat(pods).hasSize(3);
    assertThat(pods)
        .allSatisfy(
            pod -> {
              assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
              assertThat(pod.getSpec().getContainers())
                  .allMatch(
                      container -> container.getSecurityContext().getReadOnlyRootFilesystem());
              assertThat(pod.getSpec().getServiceAccountName()).isEqualTo("platform-server");
            });
  }

  @Test
  @Needs(Capability.THREE_NODES)
  void serversAreSpreadOverTheNodes() {
    assertThat(platform.serverPods())
        .extracting((Pod pod) -> pod.getSpec().getNodeName())
        .doesNotHaveDuplicates();
  }

  @Test
  void oneDisruptionAtATime() {
    var budgets =
        proof
            .cluster()
            .client()
            .policy()
            .v1()
            .podDisruptionBudget()
            .inNamespace(namespace.name())
            .list()
            .getItems();
    assertThat(budgets).hasSize(1);
    // The controller needs a moment to count the pods.
    await("one server may be evicted")
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                proof
                        .cluster()
                        .client()
                        .resource(budgets.getFirst())
                        .get()
                        .getStatus()
                        .getDisruptionsAllowed()
                    == 1);
  }

  @Test
  void theOperatorWorksWithATokenOfItsOwn() {
    var own = platform.secret("operator-token", "token");
    assertThat(own).isPresent();
    assertThat(own.orElseThrow()).isNotEqualTo(platform.bootstrapToken());
    try (var consul = ConsulProbe.of(platform)) {
      // One all-powerful token, the bootstrap token itself; no second one was ever made.
      assertThat(consul.tokens())
          .filteredOn(token -> token.findValuesAsText("Name").contains("global-management"))
          .hasSize(1);
    }
    try (var consul = ConsulProbe.of(platform, "platform-server-0", own.orElseThrow())) {
      assertThat(consul.get("kv/proof/quickstart").status()).isEqualTo(403);
    }
  }

  @Test
  void noSecretLeavesItsSecret() {
    var scan = SecretScan.of(namespace).in("the operator's log", proof.operator().logs());
    assertThat(scan.needles()).as("secret values looked for").isGreaterThanOrEqualTo(8);
    assertThat(scan.findings()).isEqualTo(List.of());
  }
}
