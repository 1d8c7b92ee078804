package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * One key of a Secret in the namespace of the resource that names it. The owner of the reference
 * fills in the default key.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SecretKeyRef(
    @JsonPropertyDescription("Name of the Secret.") String name,
    @JsonPropertyDescription("Key in the Secret.") String key) {

  SecretKeyRef orKey(String defaultKey) {
    return key == null ? new SecretKeyRef(name, defaultKey) : this;
  }
}
