package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where the CA comes from and how long certificates live. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = Rules.CERTIFICATE_WITHIN_CA,
    fieldPath = ".certificateLifetime",
    message = "must be shorter than caLifetime: a certificate must not outlive its CA")
@ValidationRule(
    value = "!has(self.caSecretRef) || !has(self.caLifetime)",
    fieldPath = ".caLifetime",
    message = "must be left out with caSecretRef: the CA that you bring has its lifetime already")
public record Tls(
    @JsonPropertyDescription(
            "Secret of type kubernetes.io/tls with a CA of your own: certificate in tls.crt, private"
                + " key in tls.key. Left out, the operator makes a CA.")
        @Nullable SecretRef caSecretRef,
    @JsonPropertyDescription(
            "How long a CA lives that the operator makes, in hours; at most 262800h. Default: 87600h"
                + " (ten years). Change: any time; counts for the next CA. Example: 43800h.")
        @Size(min = 2, max = 7)
        @Pattern(Formats.HOURS)
        @ValidationRule(
            value = "duration(self) <= duration('262800h')",
            message = "must be at most 262800h, thirty years")
        String caLifetime,
    @JsonPropertyDescription(
            "How long the servers' certificates live, in hours; at most 17520h and shorter than the"
                + " CA. They are renewed in time without a restart. Default: 2160h (ninety days)."
                + " Change: any time; counts for the next certificate. Example: 720h.")
        @Size(min = 2, max = 7)
        @Pattern(Formats.HOURS)
        @ValidationRule(
            value = "duration(self) <= duration('17520h')",
            message = "must be at most 17520h, two years")
        String certificateLifetime) {

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
