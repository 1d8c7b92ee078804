package io.cookify.consul.operator.cluster.plan;

import io.cookify.consul.operator.resources.Blueprint;
import io.cookify.consul.operator.resources.Children;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From an observation to a plan. The order of a first start is the order of {@link #steps}: secrets
 * before what uses them, servers, access control, and then the note that a quorum has existed.
 */
public final class Planner {

  private Planner() {}

  /** Decides; the same observation always gives the same plan. */
  public static Plan plan(Observation seen) {
    EffectiveSpec effective = EffectiveSpec.of(seen.cluster().getSpec(), seen.rolledOut());
    List<Step> steps = mayAct(seen) ? steps(seen, effective) : List.of();
    return new Plan(steps, Judge.verdict(seen, effective));
  }

  private static boolean mayAct(Observation seen) {
    return !seen.cluster().getSpec().paused() && seen.blockingProblem().isEmpty();
  }

  private static List<Step> steps(Observation seen, EffectiveSpec effective) {
    List<Step> steps = new ArrayList<>();
    if (!seen.missingSecrets().isEmpty()) {
      steps.add(new Step.StoreSecrets(seen.missingSecrets()));
      return steps; // Everything else is made from them.
    }
    if (seen.certificate() instanceof Observation.Certificate.ToIssue toIssue) {
      steps.add(new Step.IssueCertificate(toIssue.why()));
      return steps;
    }
    if (mayStartOver(seen) && !effective.heldBack().isEmpty()) {
      steps.add(new Step.StartOver(effective.heldBack()));
      return steps;
    }
    if (!seen.misownedSecrets().isEmpty()) {
      steps.add(new Step.ApplyRetention(seen.misownedSecrets()));
    }
    List<HasMetadata> desired = Children.of(blueprint(seen, effective));
    steps.add(new Step.ApplyChildren(desired));
    List<HasMetadata> superfluous = superfluous(seen.children(), desired);
    if (!superfluous.isEmpty()) {
      steps.add(new Step.RemoveChildren(superfluous));
    }
    switch (seen.consul()) {
      case ConsulView.Locked locked -> {
        if (!seen.bootstrapped()) {
          steps.add(new Step.BootstrapAcl());
        }
        steps.add(new Step.SecureAcl());
      }
      case ConsulView.Open open -> {
        if (!open.aclDifferences().isEmpty()) {
          steps.add(new Step.SecureAcl());
        }
        if (!seen.bootstrapped()) {
          steps.add(new Step.RecordBootstrap());
        }
      }
      default -> {
        // Nothing can be done in Consul now.
      }
    }
    return steps;
  }

  /**
   * Until a first leader is elected there is nothing to lose: a typing error in the image or the
   * resources is mended by correcting it.
   */
  static boolean mayStartOver(Observation seen) {
    return !seen.bootstrapped()
        && !(seen.consul() instanceof ConsulView.Locked)
        && !(seen.consul() instanceof ConsulView.Open);
  }

  private static Blueprint blueprint(Observation seen, EffectiveSpec effective) {
    String caCertificate = seen.caCertificate();
    if (caCertificate == null) {
      throw new IllegalStateException("children are planned only once there is a CA");
    }
    boolean clientsReady =
        seen.consul() instanceof ConsulView.Open open && open.aclDifferences().isEmpty();
    return new Blueprint(
        seen.names(),
        seen.cluster().getMetadata().getUid(),
        effective.spec(),
        effective.rolledOut(),
        seen.bootstrapped(),
        caCertificate,
        clientsReady || clientsRun(seen));
  }

  /** Client agents that run stay while Consul is away. */
  private static boolean clientsRun(Observation seen) {
    return seen.children().stream().anyMatch(child -> "DaemonSet".equals(child.getKind()));
  }

  private static List<HasMetadata> superfluous(List<HasMetadata> live, List<HasMetadata> desired) {
    Set<String> wanted = desired.stream().map(Planner::id).collect(Collectors.toSet());
    return live.stream()
        .filter(child -> child.getMetadata().getDeletionTimestamp() == null)
        // Servers and what they stand on never go because a list is shorter than it was.
        .filter(child -> !"StatefulSet".equals(child.getKind()))
        .filter(child -> !wanted.contains(id(child)))
        .toList();
  }

  private static String id(HasMetadata object) {
    return object.getKind() + "/" + object.getMetadata().getName();
  }
}
