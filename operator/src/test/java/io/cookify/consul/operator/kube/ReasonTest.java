package io.cookify.consul.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReasonTest {
  private enum Example implements Reason {
    QUORUM_LOST,
    READY,
    AsWritten
  }

  @Test
  void constantReadsAsKubernetesWritesReasons() {
    assertThat(Example.QUORUM_LOST.word()).isEqualTo("QuorumLost");
    assertThat(Example.READY.word()).isEqualTo("Ready");
    assertThat(Example.AsWritten.word()).isEqualTo("AsWritten");
  }
}
