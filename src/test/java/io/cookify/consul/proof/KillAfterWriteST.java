package io.cookify.consul.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cookify.consul.proof.cluster.Capability;
import io.cookify.consul.proof.cluster.ClusterManifest;
import io.cookify.consul.proof.cluster.DeployedCluster;
import io.cookify.consul.proof.fault.ApiServerProxy;
import io.cookify.consul.proof.fault.ApiWrite;
import io.cookify.consul.proof.junit.Needs;
import io.cookify.consul.proof.junit.Proof;
import io.cookify.consul.proof.junit.SystemTest;
import io.cookify.consul.proof.operator.LocalOperator;
import io.cookify.consul.proof.probe.EndState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The operator is killed after the API server has accepted its k-th write of a fresh install,
 * before it hears of it, and is started again: the outcome must be that of an install nobody
 * disturbed, with one ACL bootstrap and one Raft cluster.
 */
@SystemTest
@Order(60)
@Needs(Capability.POD_NETWORK)
@SuppressWarnings("NullAway.Init") // The fields are set by the set-up method, once.
class KillAfterWriteST {
  private static final int LAST = 60;
  private static final int SAMPLE = 3;
  private static final int AT_ONCE = 2;

  /** How one install went. */
  private record Run(
      int killedAfter,
      List<ApiWrite> writes,
      Duration untilReady,
      List<String> findings,
      EndState end) {}

  private final Proof.Namespaces used = new Proof.Namespaces();
  private Proof proof;
  private Run undisturbed;

  @BeforeAll
  void installUndisturbed(Proof theProof) {
    proof = theProof;
    proof.operator().pause();
    undisturbed = install(0);
    Report.line(
        "an undisturbed install takes %d s and %d writes"
            .formatted(undisturbed.untilReady().toSeconds(), undisturbed.writes().size()));
    undisturbed.writes().forEach(write -> Report.line("  " + write));
    // A run that fails here would make every comparison worthless.
    assertThat(undisturbed.findings()).isEqualTo(List.of());
    assertThat(undisturbed.writes()).hasSizeGreaterThan(15);
  }

  @AfterAll
  void theInstalledOneActsAgain() {
    used.close();
    proof.operator().resume();
  }

  /** A few of them, others each time; the seed is printed and can be given again. */
  @Test
  @Tag("system")
  void aSampleOfKills() {
    var seed = Long.getLong("proof.seed", Instant.now().getEpochSecond());
    Report.line("seed %d (again with -Dproof.seed=%d)".formatted(seed, seed));
    var random = new Random(seed);
    var writes = Math.min(LAST, undisturbed.writes().size());
    // One of each part of the install, for its parts differ more than its neighbours.
    var chosen =
        IntStream.range(0, SAMPLE)
            .map(part -> 1 + part * writes / SAMPLE + random.nextInt(writes / SAMPLE))
            .boxed()
            .toList();
    assertThat(kill(chosen)).allSatisfy(run -> assertThat(run.findings()).isEqualTo(List.of()));
  }

  @Test
  @Tag("soak")
  @Timeout(18_000) // Sixty installs of three servers each, on two cores.
  void everyKill() throws IOException {
    var writes = Math.min(LAST, undisturbed.writes().size());
    var runs = kill(IntStream.rangeClosed(1, writes).boxed().toList());
    record(runs);
    assertThat(runs).hasSize(writes);
    assertThat(runs).allSatisfy(run -> assertThat(run.findings()).isEqualTo(List.of()));
  }

  private List<Run> kill(List<Integer> numbers) {
    var runs = new ArrayList<Run>();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Run>> futures =
          numbers.stream().map(number -> threads.submit(() -> install(number))).toList();
      for (var future : futures) {
        runs.add(future.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    runs.sort(Comparator.comparingInt(Run::killedAfter));
    return runs;
  }

  /** One fresh install of three servers; killed after the write of that number, or never for 0. */
  private Run install(int number) {
    var directory = proof.workspace().output("kill");
    var log = directory.resolve("after-%02d.log".formatted(number));
    var findings = new ArrayList<String>();
    var namespace = used.add(proof.namespace("kill" + number));
    try (var proxy = ApiServerProxy.start(proof.cluster(), directory)) {
      var kubeconfig = proxy.kubeconfig(proof.operator().token());
      var first =
          LocalOperator.start(proof.workspace(), kubeconfig, namespace.name(), log, Map.of());
      var start = Instant.now();
      try (first) {
        if (number > 0) {
          proxy.afterWrite(number, first::kill);
        }
        var cluster = namespace.apply(ClusterManifest.of("trio", 3));
        await("Ready, or killed after write " + number)
            .atMost(DeployedCluster.READY)
            .pollInterval(Duration.ofMillis(200))
            .until(
                () ->
                    !first.isAlive()
                        || (cluster.isReady() && number == 0)
                        || settled(cluster, proxy));
        if (first.isAlive() && number > 0) {
          findings.add("never killed: there were only " + proxy.writes().size() + " writes");
        } else if (!first.isAlive() && number == 0) {
          findings.add("the operator ended by itself");
        }
        if (first.isAlive()) {
          return finish(number, cluster, proxy, start, findings);
        }
        try (var second =
            LocalOperator.start(proof.workspace(), kubeconfig, namespace.name(), log, Map.of())) {
          var run = finish(number, cluster, proxy, start, findings);
          if (!second.isAlive()) {
            findings.add("the second operator ended by itself");
          }
          return run;
        }
      } catch (RuntimeException | AssertionError e) {
        findings.add(e.toString());
        keepWhatExplains(namespace.name(), number);
        return new Run(
            number,
            proxy.writes(),
            Duration.between(start, Instant.now()),
            findings,
            new EndState(Map.of()));
      }
    } finally {
      // Waiting for its end is left to the end of the suite.
      namespace.delete();
    }
  }

  private static boolean settled(DeployedCluster cluster, ApiServerProxy proxy) {
    if (!cluster.isReady()) {
      return false;
    }
    atRest(proxy);
    return true;
  }

  private static void atRest(ApiServerProxy proxy) {
    await("the operator has come to rest")
        .during(Duration.ofSeconds(5))
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(500))
        .until(new Unchanged<>(() -> proxy.writes().size()));
  }

  private Run finish(
      int number,
      DeployedCluster cluster,
      ApiServerProxy proxy,
      Instant start,
      List<String> findings) {
    cluster.awaitReady();
    var untilReady = Duration.between(start, Instant.now());
    atRest(proxy);
    var end = EndState.of(cluster);
    if (number > 0) {
      findings.addAll(end.differences(undisturbed.end()));
    }
    Report.line(
        "killed after write %d: Ready after %d s, %s"
            .formatted(
                number, untilReady.toSeconds(), findings.isEmpty() ? "same end state" : findings));
    return new Run(number, proxy.writes(), untilReady, findings, end);
  }

  private void keepWhatExplains(String namespace, int number) {
    var text =
        proof.cluster().kubectl("describe", "consulclusters,pods", "-n", namespace).run().output()
            + proof.cluster().kubectl("get", "events", "-n", namespace).run().output();
    try {
      Files.writeString(
          proof.workspace().output("kill").resolve("after-%02d.txt".formatted(number)), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void record(List<Run> runs) throws IOException {
    var text = new StringBuilder();
    text.append("# Reliability\n\n## Killed after each write of an install\n\n");
    text.append(
        """
        Written by `make soak`. The operator installs a fresh cluster of three servers and is killed (SIGKILL)
        after the API server has accepted its k-th write, before the answer reaches it. A new process then
        carries on. Passed means: Ready, and every child object, Raft peer, ACL token and policy is the same
        as after an install that nobody disturbed; there is exactly one bootstrap token and one Raft cluster.

        """);
    text.append(
        "An undisturbed install: %d writes, Ready after %d s.\n\n"
            .formatted(undisturbed.writes().size(), undisturbed.untilReady().toSeconds()));
    text.append("| k | killed after | Ready after (s) | outcome |\n| ---: | --- | ---: | --- |\n");
    for (var run : runs) {
      var write =
          run.writes().stream()
              .filter(each -> each.number() == run.killedAfter())
              .findFirst()
              .map(each -> each.verb() + " " + each.path().replaceAll("/namespaces/[^/]+", ""))
              .orElse("-");
      text.append(
          "| %d | `%s` | %d | %s |\n"
              .formatted(
                  run.killedAfter(),
                  write,
                  run.untilReady().toSeconds(),
                  run.findings().isEmpty() ? "passed" : "**failed**"));
    }
    var file = proof.workspace().file("docs/reliability.md");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Report.line("written: docs/reliability.md");
  }
}
