package io.cookify.consul.operator.cluster.plan;

/**
 * Something that only a person can mend.
 *
 * @param reason which kind of problem
 * @param field path of the field that is to blame, like {@code spec.tls.caSecretRef}
 * @param message what happened, to which object, and what to do
 * @param blocking whether nothing else may be done until it is mended
 */
public record Problem(ClusterReason reason, String field, String message, boolean blocking) {

  /** Nothing more is done until this is mended. */
  public static Problem blocking(ClusterReason reason, String field, String message) {
    return new Problem(reason, field, message, true);
  }

  /** Reported, while the rest goes on. */
  public static Problem reported(ClusterReason reason, String field, String message) {
    return new Problem(reason, field, message, false);
  }

  /** The text for conditions and events: the field first. */
  public String text() {
    return field + ": " + message;
  }
}
