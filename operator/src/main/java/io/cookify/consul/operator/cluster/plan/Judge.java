package io.cookify.consul.operator.cluster.plan;

import io.cookify.consul.operator.cluster.plan.Verdict.Phase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From an observation to the words of a status. Messages name no secret and carry no time. */
final class Judge {

  private static final Set<String> PULL_FAILURES =
      Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");

  private Judge() {}

  static Verdict verdict(Observation seen, EffectiveSpec effective) {
    Verdict truth = truth(seen, effective);
    Optional<Problem> problem = problem(seen, effective);
    if (seen.cluster().getSpec().paused()) {
      return new Verdict(
          Phase.Paused,
          truth.ready(),
          truth.ready() ? truth.reason() : ClusterReason.PAUSED,
          truth.message(),
          false,
          problem.orElse(null),
          truth.available());
    }
    if (problem.isEmpty()) {
      return truth;
    }
    Problem stalled = problem.get();
    return new Verdict(
        truth.ready() ? Phase.Running : Phase.Failed,
        false,
        stalled.reason(),
        stalled.text(),
        false,
        stalled,
        truth.available());
  }

  private static Verdict truth(Observation seen, EffectiveSpec effective) {
    boolean existed = seen.bootstrapped();
    Phase underWay = existed ? Phase.Recovering : Phase.Provisioning;
    return switch (seen.consul()) {
      case ConsulView.Unasked unasked ->
          notReady(
              seen.rolledOut() == null ? Phase.Pending : underWay,
              ClusterReason.WAITING_FOR_SERVERS,
              "The servers are being started.",
              existed ? Boolean.FALSE : null);
      case ConsulView.Silent silent ->
          existed
              ? notReady(underWay, ClusterReason.CONSUL_UNAVAILABLE, silent.why(), null)
              : notReady(
                  underWay, ClusterReason.WAITING_FOR_SERVERS, "The servers are starting.", null);
      case ConsulView.Leaderless leaderless ->
          notReady(
              underWay,
              existed ? ClusterReason.QUORUM_LOST : ClusterReason.WAITING_FOR_LEADER,
              existed
                  ? "There is no leader: a majority of the servers must run and reach each other."
                  : "The servers have not elected a leader yet.",
              false);
      case ConsulView.Locked locked ->
          notReady(
              underWay,
              ClusterReason.SECURING,
              "A leader is elected; tokens and policies are being put in place.",
              true);
      case ConsulView.Open open -> open(seen, effective, open, underWay);
    };
  }

  private static Verdict open(
      Observation seen, EffectiveSpec effective, ConsulView.Open open, Phase underWay) {
    List<String> lacking =
        seen.names().serverPods(effective.spec().servers().replicas()).stream()
            .filter(name -> !isUp(name, seen, open))
            .toList();
    if (!open.aclDifferences().isEmpty()) {
      return notReady(
          underWay,
          ClusterReason.SECURING,
          "To be brought in line: " + String.join(", ", open.aclDifferences()) + ".",
          true);
    }
    if (!lacking.isEmpty()) {
      return notReady(
          underWay,
          ClusterReason.WAITING_FOR_SERVERS,
          "Not yet ready, healthy and voting: " + String.join(", ", lacking) + ".",
          true);
    }
    return new Verdict(
        Phase.Running,
        true,
        ClusterReason.ALL_SERVERS_IN_QUORUM,
        "All servers are ready, healthy and voting.",
        false,
        null,
        true);
  }

  private static boolean isUp(String name, Observation seen, ConsulView.Open open) {
    return seen.pods().stream().anyMatch(pod -> pod.name().equals(name) && pod.ready())
        && open.servers().stream()
            .anyMatch(server -> server.name().equals(name) && server.healthy() && server.voter());
  }

  private static Verdict notReady(
      Phase phase, ClusterReason reason, String message, @Nullable Boolean available) {
    return new Verdict(phase, false, reason, message, true, null, available);
  }

  private static Optional<Problem> problem(Observation seen, EffectiveSpec effective) {
    return seen.blockingProblem()
        .or(() -> seen.problems().stream().findFirst())
        .or(() -> podProblem(seen.pods(), effective.spec().resolvedImage()))
        .or(() -> Planner.mayStartOver(seen) ? Optional.empty() : heldBack(effective));
  }

  private static Optional<Problem> heldBack(EffectiveSpec effective) {
    return effective.heldBack().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.reported(
                ClusterReason.CHANGE_NEEDS_ROLL,
                effective.heldBack().getFirst(),
                "changing "
                    + effective.heldBack().stream().sorted().collect(Collectors.joining(", "))
                    + " would restart servers, which this version does not do; the servers keep"
                    + " running as they are. Put the old value back to clear this."));
  }

  private static Optional<Problem> podProblem(List<PodView> pods, String image) {
    return pods.stream().map(pod -> podProblem(pod, image)).flatMap(Optional::stream).findFirst();
  }

  private static Optional<Problem> podProblem(PodView pod, String image) {
    if (pod.unschedulable() != null) {
      return Optional.of(
          Problem.reported(
              ClusterReason.UNSCHEDULABLE,
              "spec.servers",
              "no node takes pod " + pod.name() + ": " + pod.unschedulable()));
    }
    String waiting = pod.waiting();
    if (waiting == null) {
      return Optional.empty();
    }
    String words = pod.waitingMessage() == null ? waiting : waiting + ": " + pod.waitingMessage();
    if (PULL_FAILURES.contains(waiting)) {
      return Optional.of(
          Problem.reported(
              ClusterReason.IMAGE_PULL_FAILED,
              "spec.image",
              "pod "
                  + pod.name()
                  + " cannot get image "
                  + image
                  + " ("
                  + waiting
                  + "); check spec.version or"
                  + " spec.image, and that the nodes can reach the registry"));
    }
    if ("CrashLoopBackOff".equals(waiting) || "CreateContainerConfigError".equals(waiting)) {
      return Optional.of(
          Problem.reported(
              ClusterReason.SERVER_CRASHING,
              "spec.servers",
              "pod "
                  + pod.name()
                  + " does not stay up ("
                  + words
                  + "); read kubectl logs "
                  + pod.name()
                  + " --previous"));
    }
    return Optional.empty();
  }
}
