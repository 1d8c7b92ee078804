package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Metrics of the agents. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Telemetry(
    @JsonPropertyDescription("Whether metrics are served.") Boolean enabled,
    @JsonPropertyDescription("How long a metric stays.") String prometheusRetention) {

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
