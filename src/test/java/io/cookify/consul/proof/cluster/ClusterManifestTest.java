package io.cookify.consul.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cookify.consul.proof.Json;
import org.junit.jupiter.api.Test;

class ClusterManifestTest {

  @Test
  void pathsBecomeNestedFields() {
    var json =
        Json.of(
            ClusterManifest.of("solo", 1)
                .with("spec.tls.caSecretRef.name", "own")
                .with("spec.version", null)
                .resource());
    assertThat(json.at("/metadata/name").asText()).isEqualTo("solo");
    assertThat(json.at("/spec/tls/caSecretRef/name").asText()).isEqualTo("own");
    assertThat(json.at("/spec/servers/replicas").asInt()).isEqualTo(1);
    assertThat(json.at("/spec/version").isMissingNode()).isTrue();
  }
}
