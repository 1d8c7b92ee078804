package io.cookify.consul.operator.cluster.plan;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.operator.resources.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision is made from: one immutable picture of Kubernetes and Consul.
 *
 * @param cluster the resource as the user wrote it
 * @param problems what is wrong with what the user gave us
 * @param missingSecrets Secrets of ours that are to be made
 * @param misownedSecrets Secrets of ours whose owner reference does not fit the deletion policy
 * @param certificate the state of the servers' certificate
 * @param caCertificate the certificate authority's certificate, PEM; null until there is one
 * @param rolledOut the specification that the servers run, as JSON; null until there are servers
 * @param bootstrapped whether a quorum has existed, by our own record
 * @param children all live children but Secrets and pods
 * @param pods the server pods, by name
 * @param consul what Consul said
 */
public record Observation(
    ConsulCluster cluster,
    List<Problem> problems,
    Set<ClusterSecret> missingSecrets,
    Set<ClusterSecret> misownedSecrets,
    Certificate certificate,
    @Nullable String caCertificate,
    @Nullable String rolledOut,
    boolean bootstrapped,
    List<HasMetadata> children,
    List<PodView> pods,
    ConsulView consul) {

  /** Copies the collections. */
  public Observation {
    problems = List.copyOf(problems);
    missingSecrets = Set.copyOf(missingSecrets);
    misownedSecrets = Set.copyOf(misownedSecrets);
    children = List.copyOf(children);
    pods = List.copyOf(pods);
  }

  /** The names of the cluster's children. */
  public Names names() {
    return Names.of(cluster);
  }

  /** The first problem that forbids going on. */
  public Optional<Problem> blockingProblem() {
    return problems.stream().filter(Problem::blocking).findFirst();
  }

  /** The servers' certificate. */
  public sealed interface Certificate {
    /** It is good. */
    record Good(Instant expiry) implements Certificate {}

    /** It has to be issued, for this reason. */
    record ToIssue(String why) implements Certificate {}
  }
}
