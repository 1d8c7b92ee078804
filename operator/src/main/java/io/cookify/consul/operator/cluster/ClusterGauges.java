package io.cookify.consul.operator.cluster;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.operator.cluster.plan.ConsulView;
import io.cookify.consul.operator.status.Conditions;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** What Prometheus sees of each cluster; the last recorded truth. */
public final class ClusterGauges {

  private final Map<String, Reading> readings = new ConcurrentHashMap<>();
  private final MultiGauge ready;
  private final MultiGauge voters;
  private final MultiGauge failureTolerance;
  private final MultiGauge certificateExpiry;

  private record Reading(
      String namespace,
      String name,
      double ready,
      double voters,
      double failureTolerance,
      double certificateExpiry) {}

  /** Registers the gauges. */
  public ClusterGauges(MeterRegistry registry) {
    ready =
        gauge(registry, "consul.operator.cluster.ready", "1 if the cluster is as declared, else 0");
    voters = gauge(registry, "consul.operator.cluster.voters", "Servers whose vote counts");
    failureTolerance =
        gauge(
            registry,
            "consul.operator.cluster.failure.tolerance",
            "How many more servers may fail before the quorum is lost");
    certificateExpiry =
        gauge(
            registry,
            "consul.operator.certificate.expiry.timestamp.seconds",
            "When the servers' certificate ends, in seconds since the epoch");
  }

  void update(ConsulCluster cluster, ConsulView consul) {
    var status = cluster.getStatus();
    if (status == null) {
      return;
    }
    String namespace = cluster.getMetadata().getNamespace();
    String name = cluster.getMetadata().getName();
    boolean open = consul instanceof ConsulView.Open;
    Reading reading =
        new Reading(
            namespace,
            name,
            Conditions.isTrue(status.conditions(), Conditions.Type.Ready) ? 1 : 0,
            open ? ((ConsulView.Open) consul).servers().stream().filter(s -> s.voter()).count() : 0,
            open ? ((ConsulView.Open) consul).failureTolerance() : 0,
            status.certificateExpiry() == null
                ? Double.NaN
                : Instant.parse(status.certificateExpiry()).getEpochSecond());
    if (!reading.equals(readings.put(namespace + "/" + name, reading))) {
      publish();
    }
  }

  /** Forgets a cluster when the framework says that its resource is gone. */
  public Metrics forgetting() {
    return new Metrics() {
      @Override
      public void cleanupDoneFor(ResourceID id, Map<String, Object> metadata) {
        if (readings.remove(id.getNamespace().orElse("") + "/" + id.getName()) != null) {
          publish();
        }
      }
    };
  }

  private synchronized void publish() {
    register(ready, Reading::ready);
    register(voters, Reading::voters);
    register(failureTolerance, Reading::failureTolerance);
    register(certificateExpiry, Reading::certificateExpiry);
  }

  private void register(MultiGauge gauge, ToDoubleFunction<Reading> value) {
    var rows = new ArrayList<MultiGauge.Row<?>>();
    readings
        .values()
        .forEach(
            reading ->
                rows.add(
                    MultiGauge.Row.of(
                        Tags.of("namespace", reading.namespace(), "name", reading.name()),
                        value.applyAsDouble(reading))));
    gauge.register(rows, true);
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }
}
