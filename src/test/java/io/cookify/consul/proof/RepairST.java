package io.cookify.consul.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cookify.consul.proof.cluster.ClusterManifest;
import io.cookify.consul.proof.cluster.DeployedCluster;
import io.cookify.consul.proof.cluster.TestNamespace;
import io.cookify.consul.proof.junit.Proof;
import io.cookify.consul.proof.junit.SystemTest;
import io.cookify.consul.proof.probe.ConsulProbe;
import io.cookify.consul.proof.probe.EndState;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What others do to the children of a cluster, and what stays when it is deleted. */
@SystemTest
@Tag("system")
@Order(40)
@SuppressWarnings("NullAway.Init") // The fields are set by the set-up method, once.
class RepairST {
  private static final Duration REPAIRED = Duration.ofMinutes(1);

  private Proof proof;
  private TestNamespace namespace;
  private DeployedCluster one;
  private DeployedCluster other;

  @BeforeAll
  void installTwo(Proof theProof, TestNamespace own) {
    proof = theProof;
    namespace = own;
    one = namespace.apply(ClusterManifest.of("one", 1).with("spec.clients.enabled", true));
    other = namespace.apply(ClusterManifest.of("other", 1));
    one.awaitReady();
    other.awaitReady();
  }

  @Test
  void twoClustersInOneNamespaceAreTwo() {
    assertThat(one.bootstrapToken()).isNotEqualTo(other.bootstrapToken());
    assertThat(one.secret("ca", "tls.crt")).isNotEqualTo(other.secret("ca", "tls.crt"));
    try (var ofOne = ConsulProbe.of(one);
        var ofOther = ConsulProbe.of(other)) {
      ofOne.writeKey("whose", "one");
      assertThat(ofOther.readKey("whose")).isEmpty();
      assertThat(ofOne.peers()).hasSize(1);
      assertThat(ofOther.peers()).hasSize(1);
    }
  }

  @TestFactory
  Stream<DynamicTest> deletedChildComesBack() {
    return Stream.of(
            "service/one-server",
            "service/one-ui",
            "configmap/one-server",
            "configmap/one-ca",
            "serviceaccount/one-server",
            "poddisruptionbudget/one-server",
            "networkpolicy/one-server",
            "daemonset/one-client",
            "secret/one-operator-token",
            "secret/one-server-tls")
        .map(child -> DynamicTest.dynamicTest(child, () -> comesBack(child)));
  }

  private void comesBack(String child) {
    var uid = uid(child);
    assertThat(uid).as(child).isNotBlank();
    kubectl("delete", child, "--wait=false").orThrow();
    await(child + " is there again")
        .atMost(REPAIRED)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> !uid(child).isBlank() && !uid(child).equals(uid));
    one.awaitReady();
  }

  @Test
  void deletedStatefulSetComesBackWithItsData() {
    try (var consul = ConsulProbe.of(other)) {
      consul.writeKey("before", "the set was deleted");
    }
    var uid = uid("statefulset/other-server");
    kubectl("delete", "statefulset/other-server").orThrow();
    await("the set is there again")
        .atMost(REPAIRED)
        .until(
            () ->
                !uid("statefulset/other-server").isBlank()
                    && !uid("statefulset/other-server").equals(uid));
    other.awaitReady();
    try (var consul = ConsulProbe.of(other)) {
      assertThat(consul.readKey("before")).contains("the set was deleted");
    }
  }

  @TestFactory
  Stream<DynamicTest> editedChildIsPutBack() {
    return Stream.of(
            new Edit(
                "service/one-server",
                "{\"spec\":{\"publishNotReadyAddresses\":false}}",
                "{.spec.publishNotReadyAddresses}"),
            new Edit(
                "service/one-ui",
                "{\"spec\":{\"selector\":{\"app.kubernetes.io/instance\":\"x\"}}}",
                "{.spec.selector}"),
            new Edit(
                "poddisruptionbudget/one-server",
                "{\"spec\":{\"maxUnavailable\":0}}",
                "{.spec.maxUnavailable}"),
            new Edit(
                "networkpolicy/one-server", "{\"spec\":{\"ingress\":null}}", "{.spec.ingress}"),
            new Edit("configmap/one-ca", "{\"data\":{\"ca.crt\":\"x\"}}", "{.data}"),
            new Edit(
                "statefulset/one-server",
                "{\"metadata\":{\"labels\":{\"app.kubernetes.io/instance\":\"x\"}}}",
                "{.metadata.labels}"))
        .map(edit -> DynamicTest.dynamicTest(edit.child(), () -> isPutBack(edit)));
  }

  private record Edit(String child, String patch, String field) {}

  private void isPutBack(Edit edit) {
    var before = value(edit);
    kubectl("patch", edit.child(), "--type=merge", "-p", edit.patch()).orThrow();
    await(edit.child() + " is as it was")
        .atMost(REPAIRED)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(value(edit)).isEqualTo(before));
  }

  private String value(Edit edit) {
    return kubectl("get", edit.child(), "-o", "jsonpath=" + edit.field()).orThrow();
  }

  @Test
  void clientAgentsGoWhenTheyAreSwitchedOff() {
    var cluster =
        namespace.apply(ClusterManifest.of("agents", 1).with("spec.clients.enabled", true));
    cluster.awaitReady();
    await("its agents are there")
        .atMost(REPAIRED)
        .until(() -> !uid("daemonset/agents-client").isBlank());
    cluster.patch("{\"spec\": {\"clients\": {\"enabled\": false}, \"ui\": {\"enabled\": true}}}");
    await("its agents are gone")
        .atMost(REPAIRED)
        .until(
            () ->
                kubectl(
                        "get",
                        "daemonsets,services,serviceaccounts,configmaps,networkpolicies",
                        "-o",
                        "name")
                    .orThrow()
                    .lines()
                    .noneMatch(name -> name.endsWith("/agents-client")));
    cluster.awaitReady();
  }

  @Test
  void anObjectOfSomebodyElseIsNotTouched() {
    var client = proof.cluster().client();
    var map =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("taken-server")
            .endMetadata()
            .addToData("mine", "yes")
            .build();
    client.resource(map).inNamespace(namespace.name()).create();
    var service =
        new ServiceBuilder()
            .withNewMetadata()
            .withName("taken-ui")
            .endMetadata()
            .withNewSpec()
            .addNewPort()
            .withPort(80)
            .endPort()
            .endSpec()
            .build();
    client.resource(service).inNamespace(namespace.name()).create();
    var before = data("configmap/taken-server");

    var cluster = namespace.apply(ClusterManifest.of("taken", 1));
    var conflict =
        cluster.awaitCondition(
            "Conflict", Duration.ofMinutes(2), condition -> condition.type().equals("Conflict"));
    assertThat(conflict.message()).contains("taken-");
    assertThat(cluster.isReady()).isFalse();
    assertThat(data("configmap/taken-server")).isEqualTo(before);

    client.resource(map).inNamespace(namespace.name()).delete();
    client.resource(service).inNamespace(namespace.name()).delete();
    cluster.awaitReady();
  }

  private String data(String child) {
    return kubectl(
            "get", child, "-o", "jsonpath={.data}{.metadata.labels}{.metadata.ownerReferences}")
        .orThrow();
  }

  @Test
  void aPausedClusterIsLeftAloneAndItsStatusLives() {
    var cluster = namespace.apply(ClusterManifest.of("paused", 1)).awaitReady();
    cluster.patch("{\"spec\": {\"paused\": true}}");
    cluster.awaitCondition("Paused", REPAIRED, condition -> condition.type().equals("Paused"));
    kubectl("delete", "service/paused-ui").orThrow();
    await("nothing is repaired")
        .during(Duration.ofSeconds(25))
        .atMost(Duration.ofSeconds(40))
        .until(() -> uid("service/paused-ui").isBlank());
    cluster.patch("{\"spec\": {\"paused\": false}}");
    await("it is repaired after the pause")
        .atMost(REPAIRED)
        .until(() -> !uid("service/paused-ui").isBlank());
    cluster.awaitReady();
  }

  @Test
  void retainedDataAndTokensAreTakenOverAgain() {
    var manifest = ClusterManifest.of("kept", 1).with("spec.deletionPolicy", "Retain");
    var cluster = namespace.apply(manifest).awaitReady();
    var token = cluster.bootstrapToken();
    var authority = cluster.secret("ca", "tls.crt");
    try (var consul = ConsulProbe.of(cluster)) {
      consul.writeKey("kept", "across deletion");
    }
    var before = EndState.of(cluster);

    cluster.delete();
    await("its pods are gone")
        .atMost(Duration.ofMinutes(2))
        .until(() -> cluster.serverPods().isEmpty());
    assertThat(claims("kept")).hasSize(1);
    assertThat(cluster.secret("bootstrap-token", "token")).contains(token);

    namespace.apply(manifest).awaitReady();
    assertThat(cluster.bootstrapToken()).isEqualTo(token);
    assertThat(cluster.secret("ca", "tls.crt")).isEqualTo(authority);
    try (var consul = ConsulProbe.of(cluster)) {
      assertThat(consul.readKey("kept")).contains("across deletion");
    }
    assertThat(EndState.of(cluster).differences(before))
        .filteredOn(line -> !line.contains("secrets/"))
        .isEqualTo(List.of());
  }

  @Test
  void deletedDataIsGone() {
    var cluster =
        namespace
            .apply(ClusterManifest.of("gone", 1).with("spec.deletionPolicy", "Delete"))
            .awaitReady();
    assertThat(claims("gone")).hasSize(1);
    cluster.delete();
    await("volumes and secrets are gone")
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              assertThat(claims("gone")).isEmpty();
              assertThat(kubectl("get", "secrets", "-o", "name").orThrow().lines())
                  .noneMatch(name -> name.startsWith("secret/gone-"));
            });
  }

  private List<String> claims(String cluster) {
    return kubectl("get", "pvc", "-o", "name")
        .orThrow()
        .lines()
        .filter(name -> name.contains("-" + cluster + "-server-"))
        .toList();
  }

  private String uid(String child) {
    var result = kubectl("get", child, "--ignore-not-found", "-o", "jsonpath={.metadata.uid}");
    return result.orThrow().strip();
  }

  private Command.Result kubectl(String... arguments) {
    return proof.cluster().kubectl(arguments).with("-n", namespace.name()).run();
  }
}
