package io.cookify.consul.operator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whose an existing object is, seen from the object that we would like to stand in its place. */
public enum Ownership {
  /** Controlled by the same resource, or retained from an earlier one of the same name. */
  OURS,
  /** On its way out, alone or with an earlier owner of the same name: wait until it is gone. */
  LEAVING,
  /** Somebody else's: never written to. */
  FOREIGN;

  /** Compares labels and controllers of {@code live} with those of {@code desired}. */
  public static Ownership of(HasMetadata desired, HasMetadata live) {
    OwnerReference wanted = OwnerReferences.controllerOf(desired);
    OwnerReference actual = OwnerReferences.controllerOf(live);
    boolean sameController =
        wanted != null && actual != null && wanted.getUid().equals(actual.getUid());
    // Labels taken off by hand do not free an object: its controller still is ours.
    if (!sameController && !sameMarks(desired, live)) {
      return FOREIGN;
    }
    if (live.getMetadata().getDeletionTimestamp() != null) {
      return LEAVING;
    }
    if (sameController || actual == null) {
      return OURS;
    }
    if (!controlledByItsCluster(actual, live)) {
      return FOREIGN;
    }
    // A controller of the same name and another uid was deleted: the garbage collector is about to
    // take this object. Without a wanted controller we are to retain what we control now.
    return wanted == null ? OURS : LEAVING;
  }

  private static boolean sameMarks(HasMetadata desired, HasMetadata live) {
    return Labels.OPERATOR.equals(label(live, Labels.MANAGED_BY))
        && label(live, Labels.CLUSTER) != null
        && Objects.equals(label(live, Labels.CLUSTER), label(desired, Labels.CLUSTER));
  }

  private static boolean controlledByItsCluster(OwnerReference controller, HasMetadata live) {
    return controller.getApiVersion().startsWith("consul.cookify.io/")
        && controller.getName().equals(label(live, Labels.CLUSTER));
  }

  private static @Nullable String label(HasMetadata object, String key) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels == null ? null : labels.get(key);
  }
}
