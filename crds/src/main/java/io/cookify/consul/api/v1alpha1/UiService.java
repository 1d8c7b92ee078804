package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;

/** The Service in front of the UI. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record UiService(
    @JsonPropertyDescription("Type of the Service.") ServiceType type,
    @JsonPropertyDescription("Annotations of the Service.") Map<String, String> annotations,
    @JsonPropertyDescription("Port of the Service.") Integer port) {

  private static final int PORT = 443;

  /** Puts the documented default in the place of everything that was left out. */
  public UiService {
    type = type == null ? ServiceType.ClusterIP : type;
    annotations = annotations == null ? Map.of() : annotations;
    port = port == null ? Integer.valueOf(PORT) : port;
  }

  static UiService defaults() {
    return new UiService(ServiceType.ClusterIP, Map.of(), PORT);
  }
}
