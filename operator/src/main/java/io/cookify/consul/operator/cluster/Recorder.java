package io.cookify.consul.operator.cluster;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.api.v1alpha1.ConsulClusterStatus;
import io.cookify.consul.api.v1alpha1.ServerStatus;
import io.cookify.consul.operator.cluster.plan.ClusterReason;
import io.cookify.consul.operator.cluster.plan.ConsulView;
import io.cookify.consul.operator.cluster.plan.EffectiveSpec;
import io.cookify.consul.operator.cluster.plan.Observation;
import io.cookify.consul.operator.cluster.plan.Plan;
import io.cookify.consul.operator.cluster.plan.PodView;
import io.cookify.consul.operator.cluster.plan.Problem;
import io.cookify.consul.operator.cluster.plan.Verdict;
import io.cookify.consul.operator.kube.Events;
import io.cookify.consul.operator.resources.Names;
import io.cookify.consul.operator.status.Conditions;
import io.cookify.consul.operator.status.Conditions.Readiness;
import io.cookify.consul.operator.status.StatusWriter;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what is true of a cluster into its status, and says aloud what a person must mend. */
public final class Recorder {

  private final StatusWriter<ConsulCluster, ConsulClusterStatus> writer;
  private final Events events;
  private final ClusterGauges gauges;
  private final Clock clock;

  /** Takes its parts from {@code Wiring}. */
  public Recorder(
      StatusWriter<ConsulCluster, ConsulClusterStatus> writer,
      Events events,
      ClusterGauges gauges,
      Clock clock) {
    this.writer = writer;
    this.events = events;
    this.gauges = gauges;
    this.clock = clock;
  }

  /** The first word on a new generation, before any slow work: seen, at work on it. */
  ConsulCluster acknowledge(ConsulCluster cluster) {
    ConsulClusterStatus status = cluster.getStatus();
    Long generation = cluster.getMetadata().getGeneration();
    if (status != null && Objects.equals(status.observedGeneration(), generation)) {
      return cluster;
    }
    return writer.write(
        cluster,
        present -> {
          Conditions conditions =
              Conditions.of(generation, present == null ? null : present.conditions(), clock)
                  .ready(
                      Readiness.False,
                      ClusterReason.RECONCILING,
                      ClusterReason.RECONCILING.meaning())
                  .reconciling(ClusterReason.RECONCILING, ClusterReason.RECONCILING.meaning());
          String phase = present == null ? Verdict.Phase.Pending.name() : present.phase();
          return asBefore(present, generation, phase, conditions);
        });
  }

  /** The whole truth at the end of a round. */
  ConsulCluster record(ConsulCluster cluster, Observation seen, Plan plan, Round round) {
    Problem stopped = round.problem();
    Verdict verdict = stopped == null ? plan.verdict() : stalled(plan.verdict(), stopped);
    Problem problem = verdict.stalled();
    if (problem != null) {
      events.publish(cluster, Events.Type.Warning, problem.reason(), "Reconcile", problem.text());
    }
    ConsulCluster written =
        writer.write(cluster, present -> status(cluster, seen, verdict, present));
    gauges.update(written, seen.consul());
    return written;
  }

  /** Kubernetes itself refuses; all else in the status stays as it was. */
  void recordTrouble(ConsulCluster cluster, Problem problem) {
    events.publish(cluster, Events.Type.Warning, problem.reason(), "Reconcile", problem.text());
    Long generation = cluster.getMetadata().getGeneration();
    writer.write(
        cluster,
        present ->
            asBefore(
                present,
                generation,
                Verdict.Phase.Failed.name(),
                Conditions.of(generation, present == null ? null : present.conditions(), clock)
                    .ready(Readiness.False, problem.reason(), problem.text())
                    .stalled(problem.reason(), problem.text())));
  }

  /** Another phase and other conditions; what was known of the servers stays. */
  private static ConsulClusterStatus asBefore(
      @Nullable ConsulClusterStatus present,
      @Nullable Long generation,
      @Nullable String phase,
      Conditions conditions) {
    return present == null
        ? new ConsulClusterStatus(
            generation, phase, null, null, null, null, null, null, null, conditions.build())
        : new ConsulClusterStatus(
            generation,
            phase,
            present.version(),
            present.leader(),
            present.servers(),
            present.readyServers(),
            present.caSecret(),
            present.bootstrapTokenSecret(),
            present.certificateExpiry(),
            conditions.build());
  }

  private static Verdict stalled(Verdict verdict, Problem problem) {
    return new Verdict(
        Verdict.Phase.Failed,
        false,
        problem.reason(),
        problem.text(),
        false,
        problem,
        verdict.available());
  }

  private ConsulClusterStatus status(
      ConsulCluster cluster,
      Observation seen,
      Verdict verdict,
      @Nullable ConsulClusterStatus present) {
    Names names = seen.names();
    List<ServerStatus> servers = servers(seen);
    int replicas =
        EffectiveSpec.of(cluster.getSpec(), seen.rolledOut()).spec().servers().replicas();
    long up = servers.stream().filter(ServerStatus::healthy).count();
    var caRef = cluster.getSpec().tls().caSecretRef();
    var tokenRef = cluster.getSpec().acl().bootstrapTokenSecretRef();
    return new ConsulClusterStatus(
        cluster.getMetadata().getGeneration(),
        verdict.phase().name(),
        version(servers).orElse(present == null ? null : present.version()),
        servers.stream()
            .filter(ServerStatus::leader)
            .map(ServerStatus::name)
            .findFirst()
            .orElse(null),
        servers,
        up + "/" + replicas,
        caRef == null ? names.ca() : caRef.name(),
        tokenRef == null ? names.bootstrapToken() : tokenRef.name(),
        seen.certificate() instanceof Observation.Certificate.Good good
            ? good.expiry().toString()
            : present == null ? null : present.certificateExpiry(),
        conditions(cluster, verdict, present == null ? null : present.conditions()));
  }

  private List<Condition> conditions(
      ConsulCluster cluster, Verdict verdict, @Nullable List<Condition> present) {
    Conditions conditions =
        Conditions.of(cluster.getMetadata().getGeneration(), present, clock)
            .ready(
                verdict.ready() ? Readiness.True : Readiness.False,
                verdict.reason(),
                verdict.message());
    Problem problem = verdict.stalled();
    if (problem != null) {
      conditions.stalled(problem.reason(), problem.text());
      if (problem.reason() == ClusterReason.CONFLICT) {
        conditions.conflict(problem.reason(), problem.text());
      }
    } else if (verdict.reconciling()) {
      conditions.reconciling(verdict.reason(), verdict.message());
    }
    if (verdict.phase() == Verdict.Phase.Paused) {
      conditions.paused(ClusterReason.PAUSED, ClusterReason.PAUSED.meaning());
    }
    return conditions.build();
  }

  private static List<ServerStatus> servers(Observation seen) {
    return seen.pods().stream().map(pod -> server(pod, seen.consul())).toList();
  }

  private static ServerStatus server(PodView pod, ConsulView consul) {
    if (consul instanceof ConsulView.Open open) {
      for (ConsulView.Server server : open.servers()) {
        if (server.name().equals(pod.name())) {
          return new ServerStatus(
              pod.name(),
              server.healthy() && pod.ready(),
              server.voter(),
              server.leader(),
              server.version());
        }
      }
    }
    return new ServerStatus(pod.name(), false, false, false, null);
  }

  /** The version all servers run; while they differ, the lowest. */
  private static Optional<String> version(List<ServerStatus> servers) {
    return servers.stream()
        .map(ServerStatus::version)
        .filter(Objects::nonNull)
        .min(Comparator.comparing(Runtime.Version::parse));
  }
}
