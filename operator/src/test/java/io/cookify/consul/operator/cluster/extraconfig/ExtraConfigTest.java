package io.cookify.consul.operator.cluster.extraconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.cookify.consul.operator.resources.ServerConfig;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtraConfigTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"limits\": {\"rpc_max_conns_per_client\": 200}}",
        "limits { rpc_max_conns_per_client = 200 }",
        "limits = { rpc_max_conns_per_client = 200 }",
        "# nothing\n",
        "dns_config {\n  allow_stale = true\n  max_stale = \"10s\"\n}\n",
        "raft_snapshot_threshold = 32768\n// a comment\nraft_trailing_logs = 20000\n",
        "telemetry { statsd_address = \"10.0.0.1:8125\" }",
      })
  void goodConfigurationPasses(String text) {
    assertThat(ExtraConfig.problemOf(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"a\": }",
        "{\"a\": 1, \"a\": 2}",
        "{\"a\": 1} trailing",
        "limits { rpc = ",
        "just words that say nothing",
        "a = = b",
      })
  void whatIsNeitherJsonNorHclIsRefused(String text) {
    assertThat(ExtraConfig.problemOf(text)).isPresent();
  }

  @ParameterizedTest
  @MethodSource("owned")
  void whatIsOursIsRefusedInBothLanguages(String key) {
    int dot = key.indexOf('.');
    String json =
        dot < 0
            ? "{\"%s\": 1}".formatted(key)
            : "{\"%s\": {\"%s\": 1}}".formatted(key.substring(0, dot), key.substring(dot + 1));
    String hcl =
        dot < 0
            ? "%s = 1".formatted(key)
            : "%s { %s = 1 }".formatted(key.substring(0, dot), key.substring(dot + 1));
    assertThat(ExtraConfig.problemOf(json)).hasValueSatisfying(p -> assertThat(p).contains(key));
    assertThat(ExtraConfig.problemOf(hcl)).hasValueSatisfying(p -> assertThat(p).contains(key));
  }

  static Stream<String> owned() {
    return ServerConfig.OWNED_KEYS.stream().sorted();
  }
}
