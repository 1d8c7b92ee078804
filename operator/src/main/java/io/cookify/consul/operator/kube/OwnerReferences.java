package io.cookify.consul.operator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import org.jspecify.annotations.Nullable;

/** Owner references: with one a child goes when its cluster goes, without one it is retained. */
public final class OwnerReferences {
  private OwnerReferences() {}

  /** The reference of a child to the resource that controls it. */
  public static OwnerReference controller(HasMetadata owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  /** The reference to the one controller of {@code child}, or null when nobody controls it. */
  public static @Nullable OwnerReference controllerOf(HasMetadata child) {
    for (OwnerReference reference : child.getMetadata().getOwnerReferences()) {
      if (Boolean.TRUE.equals(reference.getController())) {
        return reference;
      }
    }
    return null;
  }
}
