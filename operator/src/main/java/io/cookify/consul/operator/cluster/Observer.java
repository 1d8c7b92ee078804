package io.cookify.consul.operator.cluster;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.operator.cluster.extraconfig.ExtraConfig;
import io.cookify.consul.operator.cluster.plan.ClusterReason;
import io.cookify.consul.operator.cluster.plan.EffectiveSpec;
import io.cookify.consul.operator.cluster.plan.Observation;
import io.cookify.consul.operator.cluster.plan.PodView;
import io.cookify.consul.operator.cluster.plan.Problem;
import io.cookify.consul.operator.cluster.secrets.SecretReader;
import io.cookify.consul.operator.cluster.secrets.SecretsSeen;
import io.cookify.consul.operator.consul.ConsulServer;
import io.cookify.consul.operator.resources.Metadata;
import io.cookify.consul.operator.resources.Names;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at a cluster from all sides; changes nothing. */
public final class Observer {

  private final SecretReader secrets;
  private final StorageClasses storageClasses;
  private final ConsulObserver consul;

  /** Takes its parts from {@code Wiring}. */
  public Observer(SecretReader secrets, StorageClasses storageClasses, ConsulObserver consul) {
    this.secrets = secrets;
    this.storageClasses = storageClasses;
    this.consul = consul;
  }

  Seen observe(ConsulCluster cluster, Children.Live live) {
    Names names = Names.of(cluster);
    StatefulSet statefulSet = statefulSet(live, names);
    String rolledOut =
        statefulSet == null
            ? null
            : statefulSet.getMetadata().getAnnotations().get(Metadata.ROLLED_OUT);
    int replicas = EffectiveSpec.of(cluster.getSpec(), rolledOut).spec().servers().replicas();
    SecretsSeen secretsSeen = secrets.read(cluster, replicas, statefulSet);
    List<PodView> pods = ServerPods.of(live.pods(), names);
    List<ConsulServer> servers = servers(pods, names);
    Observation observation =
        new Observation(
            cluster,
            problems(cluster, secretsSeen, statefulSet),
            secretsSeen.missing(),
            secretsSeen.misowned(),
            secretsSeen.certificate(),
            secretsSeen.caCertificate(),
            rolledOut,
            secretsSeen.bootstrapped(),
            live.objects(),
            pods,
            consul.look(cluster, secretsSeen, servers));
    return new Seen(observation, secretsSeen, servers);
  }

  private List<Problem> problems(
      ConsulCluster cluster, SecretsSeen secretsSeen, @Nullable StatefulSet statefulSet) {
    List<Problem> problems = new ArrayList<>(secretsSeen.problems());
    String extra = cluster.getSpec().servers().extraConfig();
    if (extra != null) {
      ExtraConfig.problemOf(extra)
          .map(
              what ->
                  new Problem(
                      ClusterReason.EXTRA_CONFIG_INVALID,
                      "spec.servers.extraConfig",
                      what,
                      statefulSet == null))
          .ifPresent(problems::add);
    }
    if (statefulSet == null) {
      storageClasses.problemWith(cluster.getSpec().servers().storage()).ifPresent(problems::add);
    }
    return problems;
  }

  private static @Nullable StatefulSet statefulSet(Children.Live live, Names names) {
    return live.objects().stream()
        .flatMap(
            object ->
                object instanceof StatefulSet set
                        && set.getMetadata().getName().equals(names.server())
                        && set.getMetadata().getDeletionTimestamp() == null
                        && set.getMetadata().getAnnotations() != null
                    ? Optional.of(set).stream()
                    : Optional.<StatefulSet>empty().stream())
        .findFirst()
        .orElse(null);
  }

  private static List<ConsulServer> servers(List<PodView> pods, Names names) {
    List<ConsulServer> servers = new ArrayList<>();
    for (PodView pod : pods) {
      String ip = pod.ip();
      if (ip != null) {
        servers.add(new ConsulServer(pod.name(), names.serverHost(pod.name()), ip));
      }
    }
    return servers;
  }
}
