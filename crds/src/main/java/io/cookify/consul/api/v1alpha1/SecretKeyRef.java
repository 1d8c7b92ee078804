package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * One key of a Secret in the namespace of the resource that names it. The owner of the reference
 * fills in the default key.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SecretKeyRef(
    @JsonPropertyDescription(
            "Name of a Secret in the namespace of this resource. Default: none, it is required."
                + " Change: any time; re-keys the servers. Example: consul-secrets.")
        @Required
        @Size(min = 1, max = 253)
        @Pattern(Formats.DNS_NAME)
        String name,
    @JsonPropertyDescription(
            "Key in the Secret's data. Default: key for the gossip key, token for the bootstrap"
                + " token. Change: any time; re-keys the servers. Example: gossip-key.")
        @Size(min = 1, max = 253)
        @Pattern(Formats.SECRET_KEY)
        String key) {

  SecretKeyRef orKey(String defaultKey) {
    return key == null ? new SecretKeyRef(name, defaultKey) : this;
  }
}
