package io.cookify.consul.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.cookify.consul.proof.cluster.ClusterManifest;
import io.cookify.consul.proof.cluster.DeployedCluster;
import io.cookify.consul.proof.cluster.DeployedCluster.Condition;
import io.cookify.consul.proof.cluster.TestNamespace;
import io.cookify.consul.proof.junit.Proof;
import io.cookify.consul.proof.junit.SystemTest;
import io.cookify.consul.proof.probe.ConsulProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a user gets wrong and no schema can refuse: the status says what it is, where it stands, and
 * nothing is half done.
 */
@SystemTest
@Tag("system")
@Order(30)
@SuppressWarnings("NullAway.Init") // The fields are set by the set-up method, once.
class BadInputST {
  private static final Duration SOON = Duration.ofMinutes(2);

  private record Mistake(String name, String path, Object value, String reason, String inMessage) {
    ClusterManifest manifest() {
      return ClusterManifest.of(name, 1).with(path, value);
    }
  }

  private static Mistake secret(String name, String path, Map<String, String> ref, String reason) {
    return new Mistake(name, path, ref, reason, path);
  }

  /** Each in a cluster of its own, all at once. */
  private static final List<Mistake> MISTAKES =
      List.of(
          secret("ca-absent", "spec.tls.caSecretRef", Map.of("name", "absent"), "SecretNotFound"),
          secret("ca-garbage", "spec.tls.caSecretRef", Map.of("name", "garbage"), "SecretInvalid"),
          secret("ca-no-key", "spec.tls.caSecretRef", Map.of("name", "empty"), "SecretInvalid"),
          secret(
              "gossip-absent", "spec.gossip.secretRef", Map.of("name", "absent"), "SecretNotFound"),
          secret(
              "gossip-other-key",
              "spec.gossip.secretRef",
              Map.of("name", "empty", "key", "nope"),
              "SecretInvalid"),
          secret(
              "gossip-short",
              "spec.gossip.secretRef",
              Map.of("name", "garbage", "key", "key"),
              "SecretInvalid"),
          secret(
              "token-absent",
              "spec.acl.bootstrapTokenSecretRef",
              Map.of("name", "absent"),
              "SecretNotFound"),
          secret(
              "token-no-uuid",
              "spec.acl.bootstrapTokenSecretRef",
              Map.of("name", "garbage", "key", "token"),
              "SecretInvalid"),
          extra("extra-no-config", "this is {{ neither"),
          extra("extra-open-http", "ports { http = 8500 }"),
          extra("extra-no-acl", "{\"acl\": {\"enabled\": false}}"),
          extra("extra-weak-tls", "tls { internal_rpc { verify_server_hostname = false } }"),
          new Mistake(
              "storage-class",
              "spec.servers.storage.storageClassName",
              "no-such-class",
              "StorageClassNotFound",
              "no-such-class"),
          new Mistake(
              "no-image",
              "spec.image",
              "docker.io/hashicorp/no-such-image:1.22.7",
              "ImagePullFailed",
              "no-such-image"),
          new Mistake(
              "no-node",
              "spec.servers.nodeSelector",
              Map.of("no-such-label", "x"),
              "Unschedulable",
              "no-node-server-0"));

  private static Mistake extra(String name, String config) {
    var path = "spec.servers.extraConfig";
    return new Mistake(name, path, config, "ExtraConfigInvalid", path);
  }

  private final Map<Mistake, DeployedCluster> clusters = new LinkedHashMap<>();
  private TestNamespace namespace;

  @BeforeAll
  void applyThemAll(Proof proof, TestNamespace own) {
    namespace = own;
    namespace.secret("empty", Map.of());
    namespace.secret(
        "garbage",
        Map.of(
            "tls.crt", "no certificate", "tls.key", "no key", "key", "c2hvcnQ=", "token", "word"));
    MISTAKES.forEach(mistake -> clusters.put(mistake, namespace.apply(mistake.manifest())));
  }

  @TestFactory
  Stream<DynamicTest> isReportedWithItsPlace() {
    return clusters.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey().name(), () -> isReported(entry.getKey(), entry.getValue())));
  }

  private static void isReported(Mistake mistake, DeployedCluster cluster) {
    var stalled =
        cluster.awaitCondition(
            "Stalled for " + mistake.reason(),
            SOON,
            condition ->
                condition.type().equals("Stalled") && condition.reason().equals(mistake.reason()));
    assertThat(stalled.message()).contains(mistake.inMessage());
    var ready = cluster.condition("Ready").orElseThrow();
    assertThat(ready.status()).isEqualTo("False");
    assertThat(ready.reason()).isEqualTo(mistake.reason());
    assertThat(cluster.condition("Reconciling")).as("Reconciling beside Stalled").isEmpty();
  }

  @Test
  void aSecretThatComesLateIsTakenUp() {
    var cluster =
        namespace.apply(
            ClusterManifest.of("late", 1)
                .with("spec.acl.bootstrapTokenSecretRef", Map.of("name", "late-token")));
    cluster.awaitCondition("Stalled", SOON, condition -> condition.type().equals("Stalled"));
    var token = UUID.randomUUID().toString();
    namespace.secret("late-token", Map.of("token", token));
    cluster.awaitReady();
    try (var consul = ConsulProbe.of(cluster, "late-server-0", token)) {
      assertThat(consul.tokens()).isNotEmpty();
    }
  }

  @Test
  void aMistakeThatIsTakenBackHeals() {
    var cluster =
        namespace.apply(ClusterManifest.of("healed", 1).with("spec.servers.extraConfig", "{{"));
    cluster.awaitCondition("Stalled", SOON, BadInputST::isStalled);
    cluster.patch("{\"spec\": {\"servers\": {\"extraConfig\": null}}}");
    cluster.awaitReady();
    assertThat(cluster.condition("Stalled")).isEmpty();
  }

  @Test
  void aWrongNodeSelectorOrImageIsMendedWithoutDeletingAnything() {
    var cluster =
        namespace.apply(
            ClusterManifest.of("mended", 1)
                .with("spec.servers.nodeSelector", Map.of("no-such-label", "x")));
    cluster.awaitCondition("Stalled", SOON, BadInputST::isStalled);
    cluster.patch("{\"spec\": {\"servers\": {\"nodeSelector\": null}}}");
    cluster.awaitReady();
  }

  @Test
  void aChangeThatNeedsARollIsReportedAndNotDone() {
    var cluster = namespace.apply(ClusterManifest.of("unrolled", 1)).awaitReady();
    var before = cluster.serverPods().getFirst().getMetadata().getUid();
    cluster.patch("{\"spec\": {\"servers\": {\"resources\": {\"requests\": {\"cpu\": \"30m\"}}}}}");
    var stalled = cluster.awaitCondition("Stalled", SOON, BadInputST::isStalled);
    assertThat(stalled.reason()).isEqualTo("ChangeNeedsRoll");
    assertThat(stalled.message()).contains("spec.servers.resources");
    assertThat(cluster.serverPods().getFirst().getMetadata().getUid()).isEqualTo(before);
  }

  private static boolean isStalled(Condition condition) {
    return condition.type().equals("Stalled");
  }
}
