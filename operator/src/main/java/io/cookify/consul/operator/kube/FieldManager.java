package io.cookify.consul.operator.kube;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** The name under which all our writes are recorded in {@code metadata.managedFields}. */
public final class FieldManager {
  /** Field manager of every write. */
  public static final String NAME = "consul-operator";

  private FieldManager() {}

  /** A server-side apply that takes fields back from other managers. */
  public static PatchContext forcedApply() {
    return apply(true);
  }

  /** A server-side apply that is refused (409) where another manager holds another value. */
  static PatchContext cautiousApply() {
    return apply(false);
  }

  /** A JSON patch (RFC 6902). */
  static PatchContext jsonPatch() {
    return new PatchContext.Builder().withPatchType(PatchType.JSON).withFieldManager(NAME).build();
  }

  private static PatchContext apply(boolean force) {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(NAME)
        .withForce(force)
        .build();
  }
}
