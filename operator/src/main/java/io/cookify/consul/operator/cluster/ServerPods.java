package io.cookify.consul.operator.cluster;

import io.cookify.consul.operator.cluster.plan.PodView;
import io.cookify.consul.operator.kube.Labels;
import io.cookify.consul.operator.resources.Names;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From pods to what matters of them. */
final class ServerPods {

  private ServerPods() {}

  static List<PodView> of(List<Pod> pods, Names names) {
    return pods.stream()
        .filter(pod -> pod.getMetadata().getNamespace().equals(names.namespace()))
        .filter(pod -> isServer(pod, names))
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .map(ServerPods::view)
        .sorted(Comparator.comparing(PodView::name))
        .toList();
  }

  private static boolean isServer(Pod pod, Names names) {
    Map<String, String> labels =
        Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of());
    return names.cluster().equals(labels.get(Labels.CLUSTER))
        && Labels.SERVER.equals(labels.get(Labels.COMPONENT));
  }

  private static PodView view(Pod pod) {
    ContainerState waiting = waiting(pod).orElse(null);
    return new PodView(
        pod.getMetadata().getName(),
        pod.getStatus().getPodIP(),
        condition(pod, "Ready").filter(ready -> "True".equals(ready.getStatus())).isPresent(),
        unschedulable(pod),
        waiting == null ? null : waiting.getWaiting().getReason(),
        waiting == null ? null : waiting.getWaiting().getMessage());
  }

  /** A volume that is being made shows up as unschedulable for a moment; only real words count. */
  private static @Nullable String unschedulable(Pod pod) {
    return condition(pod, "PodScheduled")
        .filter(scheduled -> "False".equals(scheduled.getStatus()))
        .filter(scheduled -> "Unschedulable".equals(scheduled.getReason()))
        .map(PodCondition::getMessage)
        .orElse(null);
  }

  private static Optional<ContainerState> waiting(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .map(ContainerStatus::getState)
        .filter(Objects::nonNull)
        .filter(state -> state.getWaiting() != null)
        .findFirst();
  }

  private static Optional<PodCondition> condition(Pod pod, String type) {
    return pod.getStatus().getConditions().stream()
        .filter(condition -> type.equals(condition.getType()))
        .findFirst();
  }
}
