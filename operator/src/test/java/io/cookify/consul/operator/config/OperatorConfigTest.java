package io.cookify.consul.operator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cookify.consul.operator.config.OperatorConfig.LogFormat;
import io.cookify.consul.operator.config.OperatorConfig.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorConfigTest {
  private static final Map<String, String> LEAST =
      Map.of("WATCH_NAMESPACES", "consul", "POD_NAME", "operator-0", "POD_NAMESPACE", "ops");

  @Test
  void onlyTheNamespacesMustBeSetForOneReplica() {
    OperatorConfig config =
        OperatorConfig.from(Map.of("WATCH_NAMESPACES", "b, a", "LEADER_ELECTION", "false"));

    assertThat(config.watchNamespaces()).containsExactly("a", "b");
    assertThat(config.watchesAllNamespaces()).isFalse();
    assertThat(config.leaderElection()).isFalse();
    assertThat(config.leaseName()).isEqualTo("consul-operator");
    assertThat(config.httpPort()).isEqualTo(8080);
    assertThat(config.logLevel()).isEqualTo(LogLevel.INFO);
    assertThat(config.logFormat()).isEqualTo(LogFormat.JSON);
    assertThat(config.checkStorageClass()).isTrue();
    assertThat(config.resync()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.maxConcurrentReconciles()).isEqualTo(4);
  }

  @Test
  void starStandsForAllNamespaces() {
    assertThat(with("WATCH_NAMESPACES", "*").watchesAllNamespaces()).isTrue();
  }

  @Test
  void emptyValueCountsAsNotSet() {
    assertThat(with("HTTP_PORT", " ").httpPort()).isEqualTo(8080);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WATCH_NAMESPACES          | ''      | WATCH_NAMESPACES must be set: names with commas between, or * for all
          WATCH_NAMESPACES          | a,,b    | WATCH_NAMESPACES=a,,b: "" is not the name of a namespace
          WATCH_NAMESPACES          | a,*     | WATCH_NAMESPACES=a,*: * stands for all namespaces and stands alone
          WATCH_NAMESPACES          | Upper   | WATCH_NAMESPACES=Upper: "Upper" is not the name of a namespace
          POD_NAME                  | ''      | POD_NAME must be set while LEADER_ELECTION is true
          POD_NAMESPACE             | ''      | POD_NAMESPACE must be set while LEADER_ELECTION is true
          LEADER_ELECTION           | yes     | LEADER_ELECTION=yes: must be true or false
          HTTP_PORT                 | 65536   | HTTP_PORT=65536: must be from 0 to 65535
          HTTP_PORT                 | http    | HTTP_PORT=http: must be a number from 0 to 65535
          LOG_LEVEL                 | loud    | LOG_LEVEL=loud: must be one of trace, debug, info, warn, error
          LOG_FORMAT                | xml     | LOG_FORMAT=xml: must be one of json, text
          RESYNC_SECONDS            | 0       | RESYNC_SECONDS=0: must be from 1 to 3600
          MAX_CONCURRENT_RECONCILES | 65      | MAX_CONCURRENT_RECONCILES=65: must be from 1 to 64
          """)
  void badValueIsNamedWithItsKey(String key, String value, String message) {
    assertThatThrownBy(() -> with(key, value))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }

  @Test
  void referencePageIsUpToDate() throws IOException {
    Path page = Path.of("..", "docs", "reference", "configuration.md");
    if (Boolean.getBoolean("docs.update")) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, ConfigReference.markdown());
    }

    assertThat(page)
        .as("generated page; to write it again: mvn test -pl operator -am -Ddocs.update=true")
        .hasContent(ConfigReference.markdown());
  }

  private static OperatorConfig with(String key, String value) {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put(key, value);
    return OperatorConfig.from(environment);
  }
}
