package io.cookify.consul.operator.cluster.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GossipKeyTest {

  @Test
  void generatesThirtyTwoBytesThatDiffer() {
    GossipKey one = GossipKey.generate(new SecureRandom());
    GossipKey two = GossipKey.generate(new SecureRandom());

    assertThat(Base64.getDecoder().decode(one.base64())).hasSize(32);
    assertThat(one).isNotEqualTo(two);
    assertThat(one.fingerprint()).hasSize(12).isNotEqualTo(two.fingerprint());
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 24, 32})
  void acceptsTheLengthsConsulAccepts(int bytes) {
    String key = Base64.getEncoder().encodeToString(new byte[bytes]);

    assertThat(new GossipKey(key + "\n").base64()).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 31, 33, 64})
  void refusesOtherLengths(int bytes) {
    String key = Base64.getEncoder().encodeToString(new byte[bytes]);

    assertThatThrownBy(() -> new GossipKey(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has " + bytes + ";");
  }

  @Test
  void refusesWhatIsNotBase64WithoutRepeatingIt() {
    assertThatThrownBy(() -> new GossipKey("pg§secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageContaining("base64")
        .hasMessageNotContaining("secret");
  }

  @Test
  void doesNotShowItself() {
    GossipKey key = GossipKey.generate(new SecureRandom());

    assertThat(key.toString()).contains(key.fingerprint()).doesNotContain(key.base64());
  }
}
