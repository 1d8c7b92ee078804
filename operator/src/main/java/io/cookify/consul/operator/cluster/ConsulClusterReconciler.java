package io.cookify.consul.operator.cluster;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.operator.cluster.plan.ClusterReason;
import io.cookify.consul.operator.cluster.plan.Plan;
import io.cookify.consul.operator.cluster.plan.Planner;
import io.cookify.consul.operator.cluster.plan.Problem;
import io.cookify.consul.operator.consul.ConsulException;
import io.cookify.consul.operator.kube.Fault;
import io.cookify.consul.operator.kube.Faults;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a {@code ConsulCluster} towards its specification: observe, plan, take one step, record.
 *
 * <p>All state is in the cluster; an operator that dies at any point is simply followed by another
 * round. Nothing waits in here.
 */
@ControllerConfiguration(
    name = ConsulClusterReconciler.NAME,
    fieldManager = "consul-operator",
    informer = @Informer)
@GradualRetry(
    maxAttempts = ConsulClusterReconciler.WITHOUT_END,
    initialInterval = 1000,
    intervalMultiplier = 2,
    maxInterval = 30_000)
public final class ConsulClusterReconciler implements Reconciler<ConsulCluster> {

  /** The controller's name, in logs and metrics. */
  public static final String NAME = "consulcluster";

  /** As many attempts as it takes: the default of five would leave a cluster unattended. */
  static final int WITHOUT_END = -1;

  private static final Logger log = LoggerFactory.getLogger(ConsulClusterReconciler.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

  private final Observer observer;
  private final Hands hands;
  private final Recorder recorder;
  private final Children children;
  private final Pace pace;

  /** Takes its parts from {@code Wiring}. */
  public ConsulClusterReconciler(
      Observer observer, Hands hands, Recorder recorder, Children children, Pace pace) {
    this.observer = observer;
    this.hands = hands;
    this.recorder = recorder;
    this.children = children;
    this.pace = pace;
  }

  @Override
  public List<EventSource<?, ConsulCluster>> prepareEventSources(
      EventSourceContext<ConsulCluster> context) {
    return children.eventSources(context);
  }

  @Override
  public UpdateControl<ConsulCluster> reconcile(
      ConsulCluster cluster, Context<ConsulCluster> context) {
    if (cluster.getMetadata().getDeletionTimestamp() != null) {
      return UpdateControl.noUpdate(); // Owner references say what goes and what stays.
    }
    try {
      return UpdateControl.<ConsulCluster>noUpdate().rescheduleAfter(round(cluster, context));
    } catch (KubernetesClientException e) {
      return trouble(cluster, Faults.classify(e));
    } catch (ConsulException e) {
      log.atWarn().addKeyValue("error", e.getMessage()).log("Consul did not do as asked");
      return UpdateControl.<ConsulCluster>noUpdate().rescheduleAfter(AFTER_TROUBLE);
    }
  }

  private Duration round(ConsulCluster cluster, Context<ConsulCluster> context) {
    ConsulCluster acknowledged = recorder.acknowledge(cluster);
    Seen seen = observer.observe(acknowledged, children.live(context));
    Plan plan = Planner.plan(seen.observation());
    Round round = hands.carryOut(plan, seen);
    ConsulCluster recorded = recorder.record(acknowledged, seen.observation(), plan, round);
    return pace.untilNextRound(recorded, round);
  }

  private UpdateControl<ConsulCluster> trouble(ConsulCluster cluster, Fault fault) {
    switch (fault.kind()) {
      case GONE -> {
        return UpdateControl.noUpdate();
      }
      case USER -> {
        log.atWarn().addKeyValue("error", fault.message()).log("Kubernetes refuses");
        recorder.recordTrouble(
            cluster,
            Problem.blocking(ClusterReason.ACCESS_DENIED, "metadata.namespace", fault.message()));
      }
      case RETRY, WAIT ->
          log.atInfo().addKeyValue("error", fault.message()).log("Kubernetes did not do as asked");
    }
    return UpdateControl.<ConsulCluster>noUpdate().rescheduleAfter(AFTER_TROUBLE);
  }
}
