package io.cookify.consul.operator.cluster.secrets;

import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values of Secrets, which Kubernetes keeps in base64. */
final class SecretData {

  private SecretData() {}

  /** The text under this key; null if there is none. */
  static @Nullable String text(@Nullable Secret secret, String key) {
    if (secret == null || secret.getData() == null) {
      return null;
    }
    String encoded = secret.getData().get(key);
    return encoded == null
        ? null
        : new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  /** The same without surrounding white space, which editors and {@code echo} leave behind. */
  static @Nullable String word(@Nullable Secret secret, String key) {
    String text = text(secret, key);
    return text == null ? null : text.strip();
  }

  static Map<String, String> encoded(Map<String, String> texts) {
    Map<String, String> data = new TreeMap<>();
    texts.forEach(
        (key, text) ->
            data.put(
                key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    return data;
  }
}
