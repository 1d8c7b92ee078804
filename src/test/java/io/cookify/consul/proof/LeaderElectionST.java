package io.cookify.consul.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cookify.consul.proof.cluster.Capability;
import io.cookify.consul.proof.cluster.ClusterManifest;
import io.cookify.consul.proof.cluster.TestNamespace;
import io.cookify.consul.proof.junit.Needs;
import io.cookify.consul.proof.junit.Proof;
import io.cookify.consul.proof.junit.SystemTest;
import io.cookify.consul.proof.operator.OperatorInstall;
import io.cookify.consul.proof.probe.ContainerProcess;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two replicas, one of them acts; when it is gone, the other acts in its place. */
@SystemTest
@Tag("system")
@Order(70)
class LeaderElectionST {
  // The promise is 15 s; a busy machine gets more before the test is lost, and the time is printed.
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  @Test
  void oneOfTwoLeads(Proof proof) {
    var operator = proof.operator();
    operator.resume();
    await("there is a leader").atMost(PATIENCE).until(() -> operator.leader().isPresent());
    assertThat(operator.pods()).hasSize(2);
    assertThat(operator.pods())
        .extracting(pod -> pod.getMetadata().getName())
        .contains(operator.leader().orElseThrow());
  }

  @Test
  void theLeaseIsReleasedOnShutdown(Proof proof) {
    var operator = proof.operator();
    var old = leader(operator);
    var start = Instant.now();
    proof.cluster().client().resource(old).delete();
    var took = takeover(operator, old, start);
    Report.line("takeover after a shutdown: %d ms".formatted(took.toMillis()));
    operator.resume();
  }

  @Test
  @Needs(Capability.HOST_PROCESSES)
  void aKilledLeaderIsReplacedAndItsWorkGoesOn(Proof proof, TestNamespace namespace) {
    var operator = proof.operator();
    var cluster = namespace.apply(ClusterManifest.of("solo", 1));
    var old = leader(operator);
    var start = Instant.now();
    // No chance to say good-bye; deleted too, so that the same pod cannot lead again.
    ContainerProcess.of(old, OperatorInstall.MAIN_CLASS).kill();
    proof.cluster().client().resource(old).withGracePeriod(0).delete();
    var took = takeover(operator, old, start);
    Report.line("takeover after a kill: %d ms (promised: 15 s)".formatted(took.toMillis()));
    cluster.awaitReady();
    operator.resume();
  }

  private static Pod leader(OperatorInstall operator) {
    var name =
        await("there is a leader")
            .atMost(PATIENCE)
            .until(operator::leader, Optional::isPresent)
            .orElseThrow();
    return operator.pods().stream()
        .filter(pod -> pod.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Duration takeover(OperatorInstall operator, Pod old, Instant start) {
    await("another leads")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                operator
                    .leader()
                    .filter(name -> !name.equals(old.getMetadata().getName()))
                    .isPresent());
    return Duration.between(start, Instant.now());
  }
}
