package io.cookify.consul.api.v1alpha1;

/** What happens to volumes, CA and tokens when the resource is deleted. */
public enum DeletionPolicy {
  /** They stay; a new resource of the same name takes them over. */
  Retain,
  /** They go with the resource. */
  Delete
}
