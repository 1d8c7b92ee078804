package io.cookify.consul.operator.cluster;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.operator.kube.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The live children of clusters: one informer a kind, selected by label on the server. Secrets are
 * not among them: they are read by name, so the operator needs no right to list them.
 */
public final class Children {

  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          ServiceAccount.class,
          ConfigMap.class,
          Service.class,
          NetworkPolicy.class,
          PodDisruptionBudget.class,
          StatefulSet.class,
          DaemonSet.class);

  /** Stateless. */
  public Children() {}

  /**
   * What is there, as the caches have it.
   *
   * @param objects all but pods
   * @param pods of servers and client agents
   */
  record Live(List<HasMetadata> objects, List<Pod> pods) {}

  Live live(Context<ConsulCluster> context) {
    List<HasMetadata> objects = new ArrayList<>();
    KINDS.forEach(kind -> objects.addAll(context.getSecondaryResources(kind)));
    return new Live(objects, List.copyOf(context.getSecondaryResources(Pod.class)));
  }

  List<EventSource<?, ConsulCluster>> eventSources(EventSourceContext<ConsulCluster> context) {
    List<EventSource<?, ConsulCluster>> sources = new ArrayList<>();
    KINDS.forEach(kind -> sources.add(source(kind, context)));
    sources.add(source(Pod.class, context));
    return sources;
  }

  private static <R extends HasMetadata> EventSource<R, ConsulCluster> source(
      Class<R> kind, EventSourceContext<ConsulCluster> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(kind, ConsulCluster.class)
            .withName(kind.getSimpleName())
            .withLabelSelector(Labels.managed())
            .withNamespacesInheritedFromController()
            .withSecondaryToPrimaryMapper(Children::owner)
            .build(),
        context);
  }

  private static Set<ResourceID> owner(HasMetadata child) {
    String cluster = child.getMetadata().getLabels().get(Labels.CLUSTER);
    return cluster == null
        ? Set.of()
        : Set.of(new ResourceID(cluster, child.getMetadata().getNamespace()));
  }
}
