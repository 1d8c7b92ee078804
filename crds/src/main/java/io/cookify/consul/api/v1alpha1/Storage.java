package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** The volume of a server. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Storage(
    @JsonPropertyDescription("Size of the volume.") Quantity size,
    @JsonPropertyDescription("StorageClass of the volume.") @Nullable String storageClassName) {

  private static final String SIZE = "10Gi";

  /** Puts the documented default in the place of everything that was left out. */
  public Storage {
    size = size == null ? new Quantity(SIZE) : size;
  }

  static Storage defaults() {
    return new Storage(new Quantity(SIZE), null);
  }
}
