package io.cookify.consul.operator.cluster.plan;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Observations of a cluster named platform, to be varied by tests. */
final class Clusters {

  private Clusters() {}

  /** A cluster with this YAML as its spec. */
  static ConsulCluster cluster(String spec) {
    return Serialization.unmarshal(
        """
        apiVersion: consul.cookify.io/v1alpha1
        kind: ConsulCluster
        metadata:
          name: platform
          namespace: consul
          uid: 11111111-2222-3333-4444-555555555555
          generation: 1
        spec:
        """
            + spec.indent(2),
        ConsulCluster.class);
  }

  static Sight seen(String spec) {
    return new Sight(cluster(spec));
  }

  static PodView ready(String name) {
    return new PodView(name, "10.0.0.1", true, null, null, null);
  }

  static ConsulView.Server voter(String name) {
    return new ConsulView.Server(name, true, true, name.endsWith("-0"), "1.22.7");
  }

  static ConsulView open(String... acl) {
    return new ConsulView.Open(
        List.of(voter("platform-server-0"), voter("platform-server-1"), voter("platform-server-2")),
        1,
        List.of(acl));
  }

  static List<PodView> threeReady() {
    return List.of(
        ready("platform-server-0"), ready("platform-server-1"), ready("platform-server-2"));
  }

  /** What a plan would apply. */
  static List<HasMetadata> children(Plan plan) {
    return plan.steps().stream()
        .flatMap(
            step ->
                step instanceof Step.ApplyChildren apply
                    ? apply.desired().stream()
                    : Stream.empty())
        .toList();
  }

  static @Nullable HasMetadata child(Plan plan, String kind, String name) {
    return children(plan).stream()
        .filter(child -> child.getKind().equals(kind))
        .filter(child -> child.getMetadata().getName().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** Collects what is seen; by default all Secrets are there and nothing runs yet. */
  static final class Sight {
    private final ConsulCluster cluster;
    private final List<Problem> problems = new ArrayList<>();
    private Set<ClusterSecret> missing = Set.of();
    private Set<ClusterSecret> misowned = Set.of();
    private Observation.Certificate certificate =
        new Observation.Certificate.Good(Instant.parse("2030-01-01T00:00:00Z"));
    private @Nullable String rolledOut;
    private boolean bootstrapped;
    private List<HasMetadata> children = List.of();
    private List<PodView> pods = List.of();
    private ConsulView consul = new ConsulView.Unasked();

    Sight(ConsulCluster cluster) {
      this.cluster = cluster;
    }

    Sight problem(Problem problem) {
      problems.add(problem);
      return this;
    }

    Sight missing(ClusterSecret... secrets) {
      missing = Set.of(secrets);
      return this;
    }

    Sight misowned(ClusterSecret... secrets) {
      misowned = Set.of(secrets);
      return this;
    }

    Sight certificate(Observation.Certificate newCertificate) {
      certificate = newCertificate;
      return this;
    }

    /** The servers run this spec. */
    Sight running(String spec) {
      rolledOut = EffectiveSpec.of(Clusters.cluster(spec).getSpec(), null).rolledOut();
      return this;
    }

    Sight bootstrapped() {
      bootstrapped = true;
      return this;
    }

    Sight children(List<HasMetadata> live) {
      children = live;
      return this;
    }

    Sight pods(List<PodView> views) {
      pods = views;
      return this;
    }

    Sight consul(ConsulView view) {
      consul = view;
      return this;
    }

    Observation now() {
      return new Observation(
          cluster,
          problems,
          missing,
          misowned,
          certificate,
          "-----BEGIN CERTIFICATE-----",
          rolledOut,
          bootstrapped,
          children,
          pods,
          consul);
    }

    Plan plan() {
      return Planner.plan(now());
    }
  }
}
