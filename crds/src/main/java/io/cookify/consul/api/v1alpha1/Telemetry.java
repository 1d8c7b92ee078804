package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Metrics of the agents. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Telemetry(
    @JsonPropertyDescription(
            "Whether the agents serve metrics. Default: true."
                + " Change: any time; restarts the servers one by one. Example: false.")
        Boolean enabled,
    @JsonPropertyDescription(
            "How long an agent shows a metric that is no longer updated, in hours, minutes and"
                + " seconds; longer than Prometheus' scrape interval, at least 10s, at most 24h."
                + " Default: 60s. Change: any time; restarts the servers one by one."
                + " Example: 2m30s.")
        @Size(min = 2, max = 18)
        @Pattern(Formats.DURATION)
        @ValidationRule(
            value = "duration(self) >= duration('10s') && duration(self) <= duration('24h')",
            message = "must be between 10s and 24h")
        String prometheusRetention) {

  private static final String PROMETHEUS_RETENTION = "60s";

  /** Puts the documented default in the place of everything that was left out. */
  public Telemetry {
    enabled = enabled == null ? Boolean.TRUE : enabled;
    prometheusRetention = prometheusRetention == null ? PROMETHEUS_RETENTION : prometheusRetention;
  }

  static Telemetry defaults() {
    return new Telemetry(true, PROMETHEUS_RETENTION);
  }
}
