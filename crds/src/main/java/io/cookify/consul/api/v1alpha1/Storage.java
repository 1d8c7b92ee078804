package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** The volume of a server. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Storage(
    @JsonPropertyDescription(
            "Size of each server's volume, a Kubernetes quantity between 100Mi and 64Ti."
                + " Default: 10Gi. Change: upwards only; the StorageClass must allow expansion."
                + " Example: 20Gi.")
        @ValidationRule(value = Rules.STORAGE_SIZE, message = Rules.STORAGE_SIZE_MESSAGE)
        Quantity size,
    @JsonPropertyDescription(
            "StorageClass of the volumes. Default: the default StorageClass of the Kubernetes"
                + " cluster. Change: refused, a volume cannot move to another class. Example: gp3.")
        @Size(min = 1, max = 253)
        @Pattern(Formats.DNS_NAME)
        @Nullable String storageClassName) {

  private static final String SIZE = "10Gi";

  /** Puts the documented default in the place of everything that was left out. */
  public Storage {
    size = size == null ? new Quantity(SIZE) : size;
  }

  static Storage defaults() {
    return new Storage(new Quantity(SIZE), null);
  }
}
