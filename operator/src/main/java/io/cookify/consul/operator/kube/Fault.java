package io.cookify.consul.operator.kube;

/**
 * What an error of the API server means to the caller.
 *
 * @param kind what the caller may do about it
 * @param message one sentence for people: what happened, to which object, what to do
 */
public record Fault(Kind kind, String message) {

  /** Named after what the caller may do. */
  public enum Kind {
    /** Goes away by itself or by looking again: try again soon. */
    RETRY,
    /** The API server is overloaded or away: try again, more and more slowly. */
    WAIT,
    /** Only a human can mend it: say so in the status and try rarely. */
    USER,
    /** The namespace is being deleted or is gone: nothing is left to do. */
    GONE
  }
}
