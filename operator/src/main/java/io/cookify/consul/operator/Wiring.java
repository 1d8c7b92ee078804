package io.cookify.consul.operator;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.operator.cluster.Children;
import io.cookify.consul.operator.cluster.ClusterGauges;
import io.cookify.consul.operator.cluster.ConsulClusterReconciler;
import io.cookify.consul.operator.cluster.ConsulObserver;
import io.cookify.consul.operator.cluster.Hands;
import io.cookify.consul.operator.cluster.Observer;
import io.cookify.consul.operator.cluster.Pace;
import io.cookify.consul.operator.cluster.Recorder;
import io.cookify.consul.operator.cluster.StorageClasses;
import io.cookify.consul.operator.cluster.secrets.SecretKeeper;
import io.cookify.consul.operator.cluster.secrets.SecretReader;
import io.cookify.consul.operator.config.OperatorConfig;
import io.cookify.consul.operator.consul.ConsulClients;
import io.cookify.consul.operator.kube.Events;
import io.cookify.consul.operator.kube.Writer;
import io.cookify.consul.operator.process.HttpEndpoints;
import io.cookify.consul.operator.process.LeaderLease;
import io.cookify.consul.operator.process.Probe;
import io.cookify.consul.operator.process.ProcessMetrics;
import io.cookify.consul.operator.process.ReconcileThreads;
import io.cookify.consul.operator.process.Shutdown;
import io.cookify.consul.operator.status.StatusWriter;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.AggregatedMetrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The only place where things are built and put together. */
final class Wiring {

  /** Every call has a time-out of seconds; a reconciliation that takes longer hangs. */
  private static final Duration STUCK_AFTER = Duration.ofMinutes(5);

  /** Work in flight may end on SIGTERM; less than the pod's termination grace. */
  private static final Duration LAST_WORK = Duration.ofSeconds(15);

  /** A slow API server at start is waited for. */
  private static final Duration FIRST_LIST = Duration.ofMinutes(2);

  private Wiring() {}

  /** Builds everything, waits for the lease, works until the process ends. */
  static void run(OperatorConfig config) throws InterruptedException {
    Shutdown shutdown = new Shutdown();
    shutdown.install();
    Clock clock = Clock.systemUTC();
    ProcessMetrics metrics = new ProcessMetrics();
    shutdown.atEnd("metrics", metrics);
    KubernetesClient client = kubernetes();
    shutdown.atEnd("Kubernetes client", client);
    ConsulClients consulClients = new ConsulClients();
    shutdown.atEnd("Consul clients", consulClients);
    ReconcileThreads threads = new ReconcileThreads(config.maxConcurrentReconciles());
    AtomicReference<@Nullable Operator> operator = new AtomicReference<>();

    shutdown.atEnd(
        "HTTP",
        new HttpEndpoints(config.httpPort())
            .probes("/livez", List.of(threads.notStuck(STUCK_AFTER)))
            .probes("/startupz", List.of())
            .probes("/readyz", List.of(shutdown.notBegun(), informers(operator)))
            .metrics(metrics::scrape)
            .start());

    if (config.leaderElection() && !lead(config, client, metrics, shutdown)) {
      return;
    }
    Operator running = operator(config, client, consulClients, threads, metrics, clock);
    operator.set(running);
    shutdown.atEnd("controllers", running::stop);
    running.start();
  }

  private static KubernetesClient kubernetes() {
    Config config =
        new ConfigBuilder(Config.autoConfigure(null))
            .withUserAgent("consul-operator")
            .withRequestTimeout(10_000)
            .withConnectionTimeout(5_000)
            // A round that fails is followed by another; waiting inside of it helps nobody.
            .withRequestRetryBackoffLimit(2)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withTaskExecutor(Executors.newVirtualThreadPerTaskExecutor())
        .build();
  }

  private static boolean lead(
      OperatorConfig config, KubernetesClient client, ProcessMetrics metrics, Shutdown shutdown)
      throws InterruptedException {
    LeaderLease lease =
        new LeaderLease(
            client,
            config.podNamespace(),
            config.leaseName(),
            config.podName(),
            LeaderLease.Timing.DEFAULT,
            Shutdown::halt);
    metrics.leadership(lease);
    shutdown.atEnd("lease", lease);
    return lease.acquire();
  }

  /** A replica that waits for the lease has no informers and is ready to take over. */
  private static Probe informers(AtomicReference<@Nullable Operator> operator) {
    return new Probe(
        "informers",
        () -> {
          Operator running = operator.get();
          if (running == null) {
            return null;
          }
          if (!running.getRuntimeInfo().isStarted()) {
            return "the first lists are not complete";
          }
          return running.getRuntimeInfo().allEventSourcesAreHealthy()
              ? null
              : "a watch does not work: " + running.getRuntimeInfo().unhealthyEventSources();
        });
  }

  private static Operator operator(
      OperatorConfig config,
      KubernetesClient client,
      ConsulClients consulClients,
      ReconcileThreads threads,
      ProcessMetrics metrics,
      Clock clock) {
    ClusterGauges gauges = new ClusterGauges(metrics.registry());
    Operator operator =
        new Operator(
            settings ->
                settings
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withExecutorService(threads)
                    .withReconciliationTerminationTimeout(LAST_WORK)
                    .withCacheSyncTimeout(FIRST_LIST)
                    // One namespace without its grants must not keep the others waiting.
                    .withStopOnInformerErrorDuringStartup(false)
                    // Nothing changes what it gets from a cache.
                    .withCloneSecondaryResourcesWhenGettingFromCache(false)
                    .withMetrics(
                        new AggregatedMetrics(
                            List.of(
                                MicrometerMetrics.withoutPerResourceMetrics(metrics.registry()),
                                gauges.forgetting()))));
    operator.register(
        clusters(config, client, consulClients, gauges, clock),
        controller -> {
          if (config.watchesAllNamespaces()) {
            controller.watchingAllNamespaces();
          } else {
            controller.settingNamespaces(config.watchNamespaces());
          }
        });
    return operator;
  }

  private static ConsulClusterReconciler clusters(
      OperatorConfig config,
      KubernetesClient client,
      ConsulClients consulClients,
      ClusterGauges gauges,
      Clock clock) {
    Writer writer = new Writer(client);
    Events events = new Events(client, config.podName(), clock);
    ConsulObserver consul = new ConsulObserver(consulClients);
    return new ConsulClusterReconciler(
        new Observer(
            new SecretReader(client, clock),
            new StorageClasses(client, config.checkStorageClass()),
            consul),
        new Hands(
            client,
            writer,
            new SecretKeeper(client, writer, clock, new SecureRandom()),
            consul,
            events),
        new Recorder(
            new StatusWriter<>(client, ConsulCluster.class, ConsulCluster::new),
            events,
            gauges,
            clock),
        new Children(),
        new Pace(config.resync(), clock));
  }
}
