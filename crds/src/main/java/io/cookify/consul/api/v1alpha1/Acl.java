package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Access control. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Acl(
    @JsonPropertyDescription(
            "Secret with the bootstrap token to use, a UUID; read from key \"token\" unless another"
                + " one is named. It counts at the first start only. Left out, the operator makes a"
                + " token.")
        @Nullable SecretKeyRef bootstrapTokenSecretRef) {

  /** Key of the Secret that is read unless the user names another one. */
  public static final String DEFAULT_KEY = "token";

  /** Puts the documented default in the place of everything that was left out. */
  public Acl {
    bootstrapTokenSecretRef =
        bootstrapTokenSecretRef == null ? null : bootstrapTokenSecretRef.orKey(DEFAULT_KEY);
  }
}
