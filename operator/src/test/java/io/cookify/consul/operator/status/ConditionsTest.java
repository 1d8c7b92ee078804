package io.cookify.consul.operator.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cookify.consul.operator.kube.Reason;
import io.cookify.consul.operator.status.Conditions.Readiness;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private enum Why implements Reason {
    QUORUM_FORMED,
    QUORUM_LOST,
    CREATING_SERVERS
  }

  private static final Clock MORNING = at("2026-01-01T06:00:00.5Z");
  private static final Clock NOON = at("2026-01-01T12:00:00Z");

  @Test
  void onlyReadyIsListedWhileNothingElseIsTrue() {
    List<Condition> conditions =
        Conditions.of(7L, null, MORNING).ready(Readiness.True, Why.QUORUM_FORMED, "ok").build();

    assertThat(conditions).hasSize(1);
    Condition ready = conditions.getFirst();
    assertThat(ready.getType()).isEqualTo("Ready");
    assertThat(ready.getStatus()).isEqualTo("True");
    assertThat(ready.getReason()).isEqualTo("QuorumFormed");
    assertThat(ready.getObservedGeneration()).isEqualTo(7);
    assertThat(ready.getLastTransitionTime()).isEqualTo("2026-01-01T06:00:00Z");
  }

  @Test
  void orderIsAlwaysTheSame() {
    List<Condition> conditions =
        Conditions.of(1L, null, MORNING)
            .paused(Why.QUORUM_LOST, "p")
            .conflict(Why.QUORUM_LOST, "c")
            .stalled(Why.QUORUM_LOST, "s")
            .reconciling(Why.CREATING_SERVERS, "r")
            .ready(Readiness.Unknown, Why.CREATING_SERVERS, "u")
            .build();

    assertThat(conditions)
        .extracting(Condition::getType)
        .containsExactly("Ready", "Reconciling", "Stalled", "Conflict", "Paused");
    assertThat(Conditions.isTrue(conditions, Conditions.Type.Stalled)).isTrue();
    assertThat(Conditions.isTrue(conditions, Conditions.Type.Ready)).isFalse();
  }

  @Test
  void transitionTimeStaysWhileOnlyReasonMessageAndGenerationChange() {
    List<Condition> before =
        Conditions.of(1L, null, MORNING).ready(Readiness.False, Why.CREATING_SERVERS, "a").build();

    Condition after =
        Conditions.of(2L, before, NOON)
            .ready(Readiness.False, Why.QUORUM_LOST, "b")
            .build()
            .getFirst();

    assertThat(after.getLastTransitionTime()).isEqualTo("2026-01-01T06:00:00Z");
    assertThat(after.getReason()).isEqualTo("QuorumLost");
    assertThat(after.getObservedGeneration()).isEqualTo(2);
  }

  @Test
  void transitionTimeMovesWithTheStatus() {
    List<Condition> before =
        Conditions.of(1L, null, MORNING).ready(Readiness.False, Why.CREATING_SERVERS, "a").build();

    assertThat(
            Conditions.of(1L, before, NOON)
                .ready(Readiness.True, Why.QUORUM_FORMED, "a")
                .build()
                .getFirst()
                .getLastTransitionTime())
        .isEqualTo("2026-01-01T12:00:00Z");
  }

  @Test
  void readyMustNotBeForgotten() {
    assertThatThrownBy(() -> Conditions.of(1L, null, NOON).reconciling(Why.QUORUM_LOST, "").build())
        .isInstanceOf(IllegalStateException.class);
  }

  private static Clock at(String instant) {
    return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
  }
}
