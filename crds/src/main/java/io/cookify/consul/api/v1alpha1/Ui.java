package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Consul's web UI, served over HTTPS. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Ui(
    @JsonPropertyDescription(
            "Whether the servers serve the UI. Default: true."
                + " Change: any time; restarts the servers one by one. Example: false.")
        Boolean enabled,
    @JsonPropertyDescription("The Service in front of the UI.") UiService service) {

  /** Puts the documented default in the place of everything that was left out. */
  public Ui {
    enabled = enabled == null ? Boolean.TRUE : enabled;
    service = service == null ? UiService.defaults() : service;
  }

  static Ui defaults() {
    return new Ui(true, UiService.defaults());
  }
}
