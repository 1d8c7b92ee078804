package io.cookify.consul.operator.status;

import io.cookify.consul.operator.kube.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the conditions of a status by the contract that all our kinds share (metav1.Condition, and
 * kstatus' abnormal-true conditions): {@code Ready} always; every other type only while it is true;
 * each with the generation it speaks of; {@code lastTransitionTime} moves only when the condition's
 * status does.
 *
 * <p>Messages must be stable: a counter or time in them would make every look a write.
 */
public final class Conditions {
  /** The limit of {@code metav1.Condition.message}. */
  private static final int MAX_MESSAGE = 32_768;

  private final long generation;
  private final List<Condition> previous;
  private final Clock clock;
  private final Map<Type, Condition> built = new EnumMap<>(Type.class);

  /** Condition types, in the order in which they are listed. */
  public enum Type {
    /** Whether the resource does what it is for; always present. */
    Ready,
    /** Work is under way; only while true. */
    Reconciling,
    /** Nothing goes on until a human mends something; only while true. */
    Stalled,
    /** An object of somebody else has a name that we need; only while true. */
    Conflict,
    /** Reconciliation is switched off by the user; only while true. */
    Paused
  }

  /** The value of {@link Type#Ready}. */
  public enum Readiness {
    /** It is ready. */
    True,
    /** It is not. */
    False,
    /** It cannot be told at present. */
    Unknown
  }

  private Conditions(long generation, List<Condition> previous, Clock clock) {
    this.generation = generation;
    this.previous = previous;
    this.clock = clock;
  }

  /**
   * Starts with none.
   *
   * @param generation {@code metadata.generation} of the resource these conditions speak of
   * @param previous the conditions of its present status; null when it has none
   */
  public static Conditions of(
      @Nullable Long generation, @Nullable List<Condition> previous, Clock clock) {
    return new Conditions(
        generation == null ? 0 : generation, previous == null ? List.of() : previous, clock);
  }

  /** Whether the resource does what it is for. */
  public Conditions ready(Readiness readiness, Reason reason, String message) {
    return put(Type.Ready, readiness.name(), reason, message);
  }

  /** Work is under way. */
  public Conditions reconciling(Reason reason, String message) {
    return put(Type.Reconciling, "True", reason, message);
  }

  /** A human has to mend something; the message says what, with the field's path. */
  public Conditions stalled(Reason reason, String message) {
    return put(Type.Stalled, "True", reason, message);
  }

  /** A name that we need is taken; the message says which object has it. */
  public Conditions conflict(Reason reason, String message) {
    return put(Type.Conflict, "True", reason, message);
  }

  /** Reconciliation is switched off. */
  public Conditions paused(Reason reason, String message) {
    return put(Type.Paused, "True", reason, message);
  }

  /**
   * The conditions, in the order of {@link Type}.
   *
   * @throws IllegalStateException when {@link #ready} was not called: Ready is always present
   */
  public List<Condition> build() {
    if (!built.containsKey(Type.Ready)) {
      throw new IllegalStateException("Ready must be set: it is always present");
    }
    return new ArrayList<>(built.values());
  }

  /** The condition of {@code type} among {@code conditions}, or null. */
  public static @Nullable Condition find(@Nullable List<Condition> conditions, Type type) {
    if (conditions != null) {
      for (Condition condition : conditions) {
        if (type.name().equals(condition.getType())) {
          return condition;
        }
      }
    }
    return null;
  }

  /** Whether the condition of {@code type} is there and true. */
  public static boolean isTrue(@Nullable List<Condition> conditions, Type type) {
    Condition condition = find(conditions, type);
    return condition != null && "True".equals(condition.getStatus());
  }

  private Conditions put(Type type, String status, Reason reason, String message) {
    built.put(
        type,
        new ConditionBuilder()
            .withType(type.name())
            .withStatus(status)
            .withReason(reason.word())
            .withMessage(
                message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE))
            .withObservedGeneration(generation)
            .withLastTransitionTime(transitionTime(type, status))
            .build());
    return this;
  }

  private String transitionTime(Type type, String status) {
    Condition before = find(previous, type);
    return before != null
            && status.equals(before.getStatus())
            && before.getLastTransitionTime() != null
        ? before.getLastTransitionTime()
        : clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
