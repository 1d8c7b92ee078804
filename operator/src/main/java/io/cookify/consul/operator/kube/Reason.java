package io.cookify.consul.operator.kube;

import java.util.Locale;

/**
 * Why something happened: one word from a closed, documented list, the same in conditions, events
 * and logs. Implemented by enums.
 */
public interface Reason {
  /** The enum constant's name. */
  String name();

  /** The word as Kubernetes writes reasons: {@code QUORUM_LOST} reads {@code QuorumLost}. */
  default String word() {
    String name = name();
    if (!name.equals(name.toUpperCase(Locale.ROOT))) {
      return name;
    }
    StringBuilder word = new StringBuilder(name.length());
    for (String part : name.split("_", -1)) {
      if (!part.isEmpty()) {
        word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
      }
    }
    return word.toString();
  }
}
