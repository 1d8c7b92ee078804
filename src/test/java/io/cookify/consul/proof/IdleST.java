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
import io.cookify.consul.proof.probe.AuditEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When nothing happens, nothing is written. */
@SystemTest
@Order(20)
@Needs(Capability.AUDIT_LOG)
class IdleST {

  @BeforeAll
  void install(Proof proof, TestNamespace namespace) {
    namespace.apply(ClusterManifest.of("idle", 3)).awaitReady();
    await("the operator has come to rest")
        .atMost(Duration.ofMinutes(1))
        .until(() -> writes(proof, Instant.now().minusSeconds(10)).isEmpty());
  }

  @Test
  @Tag("system")
  void nothingIsWrittenForAMinute(Proof proof) {
    staysIdle(proof, Duration.ofMinutes(1));
  }

  @Test
  @Tag("soak")
  void nothingIsWrittenForTenMinutes(Proof proof) {
    staysIdle(proof, Duration.ofMinutes(10));
  }

  private static void staysIdle(Proof proof, Duration time) {
    var from = Instant.now();
    await("idle for " + time)
        .during(time)
        .atMost(time.plusSeconds(30))
        .pollInterval(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(writes(proof, from)).isEmpty());
    // The watched user is the right one only if it is seen at all: it renews its lease all the
    // time.
    assertThat(proof.audit().of(OperatorInstall.USER, from)).anyMatch(AuditEvent::isLease);
  }

  private static List<AuditEvent> writes(Proof proof, Instant from) {
    return proof.audit().writes(OperatorInstall.USER, from);
  }
}
