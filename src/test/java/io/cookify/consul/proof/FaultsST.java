package io.cookify.consul.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cookify.consul.proof.cluster.Capability;
import io.cookify.consul.proof.cluster.ClusterManifest;
import io.cookify.consul.proof.cluster.DeployedCluster;
import io.cookify.consul.proof.cluster.TestNamespace;
import io.cookify.consul.proof.fault.ApiServerProxy;
import io.cookify.consul.proof.junit.Needs;
import io.cookify.consul.proof.junit.Proof;
import io.cookify.consul.proof.junit.SystemTest;
import io.cookify.consul.proof.operator.LocalOperator;
import io.cookify.consul.proof.probe.ConsulProbe;
import io.cookify.consul.proof.probe.EndState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The API server fails the operator in all the ways it can. The operator runs here as a process
 * with the rights of its chart, and a proxy stands between the two.
 */
@SystemTest
@Order(50)
@Needs(Capability.POD_NETWORK)
class FaultsST {
  private final Proof.Namespaces used = new Proof.Namespaces();

  @BeforeAll
  void onlyTheLocalOperatorActs(Proof proof) {
    proof.operator().pause();
  }

  @AfterAll
  void theInstalledOneActsAgain(Proof proof) {
    used.close();
    proof.operator().resume();
  }

  private record Refusal(int status, int times) {}

  @TestFactory
  @Tag("system")
  Stream<DynamicTest> refusedWritesAreTriedAgain(Proof proof) {
    return Stream.of(
            new Refusal(409, 5), new Refusal(429, 5), new Refusal(500, 8), new Refusal(503, 8))
        .map(
            refusal ->
                DynamicTest.dynamicTest(
                    refusal.times() + " times " + refusal.status(), () -> refused(proof, refusal)));
  }

  private void refused(Proof proof, Refusal refusal) {
    try (var bench = bench(proof, "refused" + refusal.status())) {
      bench.proxy().refuseWrites(refusal.status(), refusal.times());
      bench.namespace().apply(ClusterManifest.of("solo", 1)).awaitReady();
      assertThat(bench.proxy().hasRefused()).as("the refusals happened").isTrue();
      assertThat(bench.operator().isAlive()).isTrue();
    }
  }

  @Test
  @Tag("system")
  void aSlowApiServerIsBornePatiently(Proof proof) {
    try (var bench = bench(proof, "slow")) {
      bench.proxy().delay(Duration.ofMillis(700));
      bench.namespace().apply(ClusterManifest.of("solo", 1)).awaitReady();
      assertThat(bench.operator().isAlive()).isTrue();
    }
  }

  @TestFactory
  @Tag("soak")
  Stream<DynamicTest> aLostWatchEventIsMadeUpFor(Proof proof) {
    return Stream.of("statefulsets", "pods", "configmaps")
        .map(
            resource ->
                DynamicTest.dynamicTest(
                    resource,
                    () -> {
                      try (var bench = bench(proof, "lost")) {
                        bench
                            .proxy()
                            .loseEvent(resource, "pods".equals(resource) ? "MODIFIED" : "ADDED");
                        bench.namespace().apply(ClusterManifest.of("solo", 1)).awaitReady();
                        assertThat(bench.proxy().hasLostEvent()).as("the event got lost").isTrue();
                      }
                    }));
  }

  @Test
  @Tag("system")
  void theApiServerIsAwayForAMinute(Proof proof) {
    try (var bench = bench(proof, "away")) {
      var cluster = bench.namespace().apply(ClusterManifest.of("solo", 1)).awaitReady();
      var server = cluster.serverPods().getFirst().getMetadata().getUid();
      bench.proxy().away(true);
      kubectl(bench, "delete", "service/solo-ui");
      await("Consul serves all the while, and the operator lives")
          .during(Duration.ofMinutes(1))
          .atMost(Duration.ofSeconds(75))
          .pollInterval(Duration.ofSeconds(5))
          .until(() -> serves(cluster) && bench.operator().isAlive());
      bench.proxy().away(false);
      await("what happened meanwhile is repaired")
          .atMost(Duration.ofMinutes(2))
          .until(() -> !kubectl(bench, "get", "service/solo-ui", "--ignore-not-found").isBlank());
      cluster.awaitReady();
      assertThat(cluster.serverPods().getFirst().getMetadata().getUid()).isEqualTo(server);
    }
  }

  private static boolean serves(DeployedCluster cluster) {
    try (var consul = ConsulProbe.of(cluster)) {
      consul.writeKey("while", "away");
      return true;
    }
  }

  @Test
  @Tag("soak")
  void aNamespaceThatIsDeletedIsLetGo(Proof proof) {
    try (var bench = bench(proof, "vanishing")) {
      bench.namespace().apply(ClusterManifest.of("solo", 1));
      await("the install is under way").until(() -> bench.proxy().writes().size() > 8);
      bench.namespace().close();
      // What is left of the work must come to an end, not go on failing for ever.
      await("the operator is at rest")
          .during(Duration.ofSeconds(15))
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(1))
          .until(new Unchanged<>(() -> bench.proxy().writes().size()));
      assertThat(bench.operator().isAlive()).isTrue();
    }
  }

  @Test
  @Tag("soak")
  void twoOperatorsAtOnceMakeOneCluster(Proof proof) {
    try (var bench = bench(proof, "two")) {
      var second =
          LocalOperator.start(
              proof.workspace(),
              bench.proxy().kubeconfig(proof.operator().token()),
              bench.namespace().name(),
              proof.workspace().output("faults").resolve("two-second.log"),
              Map.of());
      try (second) {
        var cluster = bench.namespace().apply(ClusterManifest.of("trio", 3)).awaitReady();
        try (var consul = ConsulProbe.of(cluster)) {
          assertThat(consul.peers()).hasSize(3).allMatch(ConsulProbe.Peer::voter);
          assertThat(consul.tokens())
              .filteredOn(token -> token.findValuesAsText("Name").contains("global-management"))
              .hasSize(1);
        }
        await("they do not undo each other's work")
            .during(Duration.ofSeconds(20))
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofSeconds(1))
            .until(new Unchanged<>(() -> bench.proxy().writes().size()));
        var together = EndState.of(cluster);
        second.stop();
        await("one of them alone finds nothing to do")
            .during(Duration.ofSeconds(25))
            .atMost(Duration.ofSeconds(40))
            .until(new Unchanged<>(() -> bench.proxy().writes().size()));
        assertThat(EndState.of(cluster).differences(together)).isEqualTo(List.of());
      }
    }
  }

  private static String kubectl(Bench bench, String... arguments) {
    return bench
        .namespace()
        .cluster()
        .kubectl(arguments)
        .with("-n", bench.namespace().name())
        .run()
        .orThrow();
  }

  private Bench bench(Proof proof, String name) {
    var directory = proof.workspace().output("faults");
    var namespace = used.add(proof.namespace(name));
    var proxy = ApiServerProxy.start(proof.cluster(), directory);
    var operator =
        LocalOperator.start(
            proof.workspace(),
            proxy.kubeconfig(proof.operator().token()),
            namespace.name(),
            directory.resolve(name + ".log"),
            Map.of());
    return new Bench(namespace, proxy, operator);
  }

  /** An operator behind a proxy, and a namespace that it alone serves. */
  private record Bench(TestNamespace namespace, ApiServerProxy proxy, LocalOperator operator)
      implements AutoCloseable {

    @Override
    public void close() {
      operator.close();
      proxy.close();
      // Waiting for its end is left to the end of the suite.
      namespace.delete();
    }
  }
}
