package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where the CA comes from and how long certificates live. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Tls(
    @JsonPropertyDescription("Secret with a CA of the user's own.") @Nullable SecretRef caSecretRef,
    @JsonPropertyDescription("Lifetime of a generated CA.") String caLifetime,
    @JsonPropertyDescription("Lifetime of the servers' certificates.") String certificateLifetime) {

  private static final String CA_LIFETIME = "87600h";
  private static final String CERTIFICATE_LIFETIME = "2160h";

  /** Puts the documented default in the place of everything that was left out. */
  public Tls {
    caLifetime = caLifetime == null ? CA_LIFETIME : caLifetime;
    certificateLifetime = certificateLifetime == null ? CERTIFICATE_LIFETIME : certificateLifetime;
  }

  static Tls defaults() {
    return new Tls(null, CA_LIFETIME, CERTIFICATE_LIFETIME);
  }

  /** {@link #caLifetime()} as a duration. */
  public Duration caLifetimeDuration() {
    return hours(caLifetime);
  }

  /** {@link #certificateLifetime()} as a duration. */
  public Duration certificateLifetimeDuration() {
    return hours(certificateLifetime);
  }

  /** The schema admits whole hours only, written like "2160h". */
  private static Duration hours(String text) {
    return Duration.ofHours(Long.parseLong(text.substring(0, text.length() - 1)));
  }
}
