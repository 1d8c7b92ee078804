package io.cookify.consul.operator.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "0s, PT0S",
    "200ms, PT0.2S",
    "13.25µs, PT0.00001325S",
    "13.25us, PT0.00001325S",
    "7ns, PT0.000000007S",
    "10s, PT10S",
    "1h2m3.5s, PT1H2M3.5S",
    "-1m, PT-1M",
    "87600h0m0s, PT87600H"
  })
  void readsWhatGoWrites(String text, Duration duration) {
    assertThat(GoDuration.parse(text)).isEqualTo(duration);
    assertThat(GoDuration.parse(GoDuration.format(duration))).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "1", "s", "1d", "1h ", "1h2", "PT1H", "1.2.3s"})
  void refusesWhatGoRefuses(String text) {
    assertThatThrownBy(() -> GoDuration.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
