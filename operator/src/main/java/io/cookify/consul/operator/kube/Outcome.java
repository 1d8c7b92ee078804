package io.cookify.consul.operator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Writer#apply} found and did.
 *
 * @param change what was done
 * @param object the object as the API server now has it; for {@link Change#CONFLICT} the foreign
 *     object when it could be read
 * @param fields paths of the fields that differed, never their values
 */
public record Outcome<T extends HasMetadata>(
    Change change, @Nullable T object, List<String> fields) {

  /** What was done to the object. */
  public enum Change {
    /** As desired: nothing written. */
    UNCHANGED,
    /** Did not exist: created. */
    CREATED,
    /** We want something else than last time: applied. */
    UPDATED,
    /** We want the same as last time, somebody had changed the object: put back. */
    REPAIRED,
    /** The name is taken by an object of somebody else: nothing written. */
    CONFLICT,
    /** The object is being deleted: nothing written, try again once it is gone. */
    LEAVING
  }

  /** Whether anything was written. */
  public boolean written() {
    return switch (change) {
      case CREATED, UPDATED, REPAIRED -> true;
      case UNCHANGED, CONFLICT, LEAVING -> false;
    };
  }

  /** Whether the object now stands as desired. */
  public boolean inPlace() {
    return change != Change.CONFLICT && change != Change.LEAVING;
  }
}
