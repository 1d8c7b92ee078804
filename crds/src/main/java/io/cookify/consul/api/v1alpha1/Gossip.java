package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Encryption of the gossip between agents. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Gossip(
    @JsonPropertyDescription(
            "Secret with a gossip key of your own: 32 bytes in base64, as `consul keygen` makes"
                + " them; read from key \"key\" unless another one is named. Left out, the operator"
                + " makes a key.")
        @Nullable SecretKeyRef secretRef) {

  /** Key of the Secret that is read unless the user names another one. */
  public static final String DEFAULT_KEY = "key";

  /** Puts the documented default in the place of everything that was left out. */
  public Gossip {
    secretRef = secretRef == null ? null : secretRef.orKey(DEFAULT_KEY);
  }
}
