package io.cookify.consul.operator.cluster;

import io.cookify.consul.api.v1alpha1.Storage;
import io.cookify.consul.operator.cluster.plan.ClusterReason;
import io.cookify.consul.operator.cluster.plan.Problem;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Tells a missing storage class before servers hang as pending for ever. */
public final class StorageClasses {

  private static final String IS_DEFAULT = "storageclass.kubernetes.io/is-default-class";
  private static final String FIELD = "spec.servers.storage.storageClassName";

  private final KubernetesClient client;
  private final boolean mayRead;

  /**
   * Asks by this client.
   *
   * @param mayRead whether the operator was given the right to read storage classes; without it
   *     nothing is ever found missing here
   */
  public StorageClasses(KubernetesClient client, boolean mayRead) {
    this.client = client;
    this.mayRead = mayRead;
  }

  Optional<Problem> problemWith(Storage storage) {
    if (!mayRead) {
      return Optional.empty();
    }
    String name = storage.storageClassName();
    if (name == null) {
      boolean hasDefault =
          client.storage().v1().storageClasses().list().getItems().stream()
              .anyMatch(StorageClasses::isDefault);
      return hasDefault
          ? Optional.empty()
          : problem(
              "this Kubernetes cluster has no default storage class; name one here, or mark one as"
                  + " default");
    }
    return client.storage().v1().storageClasses().withName(name).get() != null
        ? Optional.empty()
        : problem("storage class " + name + " does not exist; create it");
  }

  private static boolean isDefault(StorageClass storageClass) {
    Map<String, String> annotations =
        Objects.requireNonNullElse(storageClass.getMetadata().getAnnotations(), Map.of());
    return "true".equals(annotations.get(IS_DEFAULT));
  }

  private static Optional<Problem> problem(String message) {
    return Optional.of(Problem.blocking(ClusterReason.STORAGE_CLASS_NOT_FOUND, FIELD, message));
  }
}
