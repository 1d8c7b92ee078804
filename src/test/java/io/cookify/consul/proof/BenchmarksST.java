package io.cookify.consul.proof;

import static org.awaitility.Awaitility.await;

import io.cookify.consul.proof.cluster.Capability;
import io.cookify.consul.proof.cluster.ClusterManifest;
import io.cookify.consul.proof.cluster.DeployedCluster;
import io.cookify.consul.proof.cluster.TestNamespace;
import io.cookify.consul.proof.junit.Needs;
import io.cookify.consul.proof.junit.Proof;
import io.cookify.consul.proof.junit.SystemTest;
import io.cookify.consul.proof.operator.OperatorInstall;
import io.cookify.consul.proof.probe.AuditEvent;
import io.cookify.consul.proof.probe.ContainerProcess;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How fast and how small it is, against the budgets. It measures; it does not judge. */
@SystemTest
@Tag("bench")
@Order(100)
@Needs({Capability.AUDIT_LOG, Capability.HOST_PROCESSES})
class BenchmarksST {
  private static final int CLUSTERS = 50;
  private static final int RUNNING = 3;

  private record Result(String what, String measured, String budget) {}

  private final List<Result> results = new ArrayList<>();

  @Test
  void measure(Proof proof, TestNamespace namespace) throws IOException {
    var operator = proof.operator();
    operator.scale(1);
    bootstrap(namespace);
    memory(operator, 1);
    start(proof, namespace);
    manyClusters(namespace);
    memory(operator, CLUSTERS);
    operator.resume();
    failover(proof);
    write(proof);
  }

  private void bootstrap(TestNamespace namespace) {
    var start = Instant.now();
    namespace.apply(ClusterManifest.of("first", 3)).awaitReady();
    add("from apply to Ready, three servers", Duration.between(start, Instant.now()), "5 min");
  }

  /** From the birth of the process to its first word on a cluster that was waiting for it. */
  private void start(Proof proof, TestNamespace namespace) {
    var operator = proof.operator();
    operator.pause();
    var waiting = namespace.apply(ClusterManifest.of("waiting", 1).with("spec.paused", true));
    var from = Instant.now();
    operator.scale(1);
    var born = process(operator).started();
    var first =
        await("the first status")
            .atMost(Duration.ofMinutes(1))
            .until(
                () ->
                    proof.audit().writes(OperatorInstall.USER, from).stream()
                        .filter(event -> event.resource().equals("consulclusters/status"))
                        .filter(event -> event.name().equals(waiting.name()))
                        .map(AuditEvent::time)
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();
    add("from process start to first reconciliation", Duration.between(born, first), "2 s");
  }

  private static void manyClusters(TestNamespace namespace) {
    var clusters =
        IntStream.range(2, CLUSTERS)
            .mapToObj(
                number ->
                    ClusterManifest.of("many-" + number, 1)
                        .with("spec.paused", number >= 2 + RUNNING - 1))
            .map(namespace::apply)
            .toList();
    await("all of them have a status")
        .atMost(DeployedCluster.READY)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> clusters.stream().allMatch(cluster -> cluster.condition("Ready").isPresent()));
    clusters.stream().limit(RUNNING - 1).forEach(DeployedCluster::awaitReady);
  }

  private void memory(OperatorInstall operator, int clusters) {
    results.add(
        new Result(
            "memory in RAM (RSS) with " + clusters + (clusters == 1 ? " cluster" : " clusters"),
            process(operator).residentMebibytes() + " MiB",
            clusters == 1 ? "-" : "160 MiB"));
  }

  private void failover(Proof proof) {
    var operator = proof.operator();
    var old = leader(operator);
    var start = Instant.now();
    ContainerProcess.of(old, OperatorInstall.MAIN_CLASS).kill();
    proof.cluster().client().resource(old).withGracePeriod(0).delete();
    await("another leads")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                operator
                    .leader()
                    .filter(name -> !name.equals(old.getMetadata().getName()))
                    .isPresent());
    add(
        "from the leader's death to the next leader",
        Duration.between(start, Instant.now()),
        "15 s");
    operator.resume();
  }

  private static Pod leader(OperatorInstall operator) {
    return await("there is a leader")
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                operator.pods().stream()
                    .filter(
                        pod ->
                            operator
                                .leader()
                                .filter(pod.getMetadata().getName()::equals)
                                .isPresent())
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static ContainerProcess process(OperatorInstall operator) {
    return ContainerProcess.of(operator.pods().getFirst(), OperatorInstall.MAIN_CLASS);
  }

  private void add(String what, Duration time, String budget) {
    results.add(new Result(what, "%.1f s".formatted(time.toMillis() / 1000.0), budget));
  }

  private void write(Proof proof) throws IOException {
    var text = new StringBuilder("# Benchmarks\n\nWritten by `make bench`.\n\n");
    text.append("| what | measured | budget |\n| --- | ---: | ---: |\n");
    for (var result : results) {
      var line = "| %s | %s | %s |".formatted(result.what(), result.measured(), result.budget());
      text.append(line).append('\n');
      Report.line(line);
    }
    text.append(
        """

        Machine: %d cores, %s %s, Kubernetes %s on %s (%d nodes). Of the %d clusters %d run one or three
        servers, the others are paused. Memory is what the kernel reports for the operator's process in its pod.
        """
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                proof.cluster().client().getKubernetesVersion().getGitVersion(),
                "sandbox".equals(proof.cluster().name()) ? "the sandbox" : "the user's cluster",
                proof.cluster().client().nodes().list().getItems().size(),
                CLUSTERS,
                RUNNING));
    var file = proof.workspace().file("docs/benchmarks.md");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Report.line("written: docs/benchmarks.md");
  }
}
