package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/** The Service in front of the UI. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record UiService(
    @JsonPropertyDescription(
            "Type of the Service. Default: ClusterIP. Change: any time. Example: LoadBalancer.")
        ServiceType type,
    @JsonPropertyDescription(
            "Further annotations of the Service. Default: none. Change: any time."
                + " Example: {external-dns.alpha.kubernetes.io/hostname: consul.example.com}.")
        @Size(max = 32)
        @ValidationRule(value = Rules.LABEL_KEYS, message = Rules.LABEL_KEYS_MESSAGE)
        @ValidationRule(
            value = Rules.NO_RESERVED_ANNOTATIONS,
            message = Rules.NO_RESERVED_ANNOTATIONS_MESSAGE)
        Map<String, @Size(max = 4096) String> annotations,
    @JsonPropertyDescription(
            "Port of the Service, for HTTPS. Default: 443. Change: any time. Example: 8443.")
        @Min(1)
        @Max(65535)
        Integer port) {

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
