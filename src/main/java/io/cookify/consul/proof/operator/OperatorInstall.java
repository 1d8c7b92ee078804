package io.cookify.consul.proof.operator;

import static org.awaitility.Awaitility.await;

import io.cookify.consul.proof.Report;
import io.cookify.consul.proof.Workspace;
import io.cookify.consul.proof.cluster.Cluster;
import io.cookify.consul.proof.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The operator, installed by its chart as a platform team would: it sees all namespaces, and a
 * RoleBinding admits it to each one it may write to. Demo and suites share this one release, for
 * two operators would contend for the same objects.
 */
public final class OperatorInstall implements AutoCloseable {
  /** Name of the release, its Deployment, ServiceAccount and Lease. */
  public static final String RELEASE = "consul-operator";

  /** Where the operator itself runs. */
  public static final String NAMESPACE = "consul-operator";

  /** As the API server knows it. */
  public static final String USER = "system:serviceaccount:" + NAMESPACE + ":" + RELEASE;

  /** By which its process is known. */
  public static final String MAIN_CLASS = "io.cookify.consul.operator.Main";

  /** What a RoleBinding in a namespace gives the operator. */
  public static final String NAMESPACE_ROLE = NAMESPACE + "-" + RELEASE + "-namespace";

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int REPLICAS = 2;

  private final Cluster cluster;
  private final Instant since = Instant.now();
  private final boolean mine;

  private OperatorInstall(Cluster cluster, boolean mine) {
    this.cluster = cluster;
    this.mine = mine;
  }

  /** Installs it, or brings an earlier install of the demo up to what is in this directory. */
  public static OperatorInstall install(Cluster cluster, Workspace workspace) {
    var client = cluster.client();
    refuseStrangers(client);
    var known = client.apps().deployments().inNamespace(NAMESPACE).withName(RELEASE).get() != null;
    Report.line(
        "%s the operator in namespace %s".formatted(known ? "updating" : "installing", NAMESPACE));
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .serverSideApply();
    var install = new OperatorInstall(cluster, !known);
    install.upgrade();
    return install;
  }

  private static void refuseStrangers(KubernetesClient client) {
    client
        .apps()
        .deployments()
        .inAnyNamespace()
        .withLabel("app.kubernetes.io/name", RELEASE)
        .list()
        .getItems()
        .stream()
        .map(deployment -> deployment.getMetadata().getNamespace())
        .filter(namespace -> !NAMESPACE.equals(namespace))
        .findFirst()
        .ifPresent(
            namespace -> {
              throw new IllegalStateException(
                  "another consul-operator runs in namespace "
                      + namespace
                      + " and would contend with the one under test: uninstall it first");
            });
  }

  /**
   * Runs the chart again.
   *
   * @param values further ones, each {@code key=value}
   */
  public void upgrade(String... values) {
    var chart = Workspace.find().file("helm/consul-operator").toString();
    var command =
        cluster
            .helm("upgrade", "--install", RELEASE, chart, "--namespace", NAMESPACE)
            .with("--take-ownership", "--wait", "--timeout", "3m")
            .with(
                "--set",
                "scope=cluster",
                "--set",
                "namespaces={" + String.join(",", admitted()) + "}")
            // The image's name stays the same when it is built anew: let the pods start anew too.
            .with("--set-string", "podAnnotations.proof/run=" + since.getEpochSecond());
    for (var value : values) {
      command.with("--set", value);
    }
    command.run().orThrow();
  }

  /** Namespaces the chart itself admits the operator to: the demo's, if there is one. */
  private List<String> admitted() {
    var namespaces = new ArrayList<>(List.of(NAMESPACE));
    if (cluster.client().namespaces().withName("consul").get() != null) {
      namespaces.add("consul");
    }
    return namespaces;
  }

  /** Lets the operator write in a namespace, and read and write the secrets it names there. */
  public static void admit(Cluster cluster, TestNamespace namespace) {
    cluster
        .client()
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(RELEASE)
                .withNamespace(namespace.name())
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", NAMESPACE_ROLE)
                .addNewSubject("", "ServiceAccount", RELEASE, NAMESPACE)
                .build())
        .create();
  }

  /** When this install began; what the audit log says before is of no concern. */
  public Instant since() {
    return since;
  }

  /**
   * Stops the operator's pods and waits until they are gone; a process of this machine may take
   * their place.
   */
  public void pause() {
    scale(0);
  }

  /** Starts the operator's pods again and waits until they are ready. */
  public void resume() {
    scale(REPLICAS);
  }

  /** Runs this many replicas and waits until there are exactly so many, all ready. */
  public void scale(int replicas) {
    cluster.client().apps().deployments().inNamespace(NAMESPACE).withName(RELEASE).scale(replicas);
    await("the operator runs with " + replicas + " replicas")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> pods().size() == replicas && pods().stream().allMatch(Readiness::isPodReady));
  }

  /** Its pods. */
  public List<Pod> pods() {
    return cluster
        .client()
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app.kubernetes.io/name", RELEASE)
        .list()
        .getItems();
  }

  /** The identity in the lease; empty if it is free. */
  public Optional<String> leader() {
    return Optional.ofNullable(
            cluster.client().leases().inNamespace(NAMESPACE).withName(RELEASE).get())
        .map(lease -> lease.getSpec().getHolderIdentity())
        .filter(holder -> !holder.isBlank());
  }

  /** The logs of all its pods. */
  public String logs() {
    var all = new StringBuilder();
    for (var pod : pods()) {
      var name = pod.getMetadata().getName();
      all.append(cluster.kubectl("logs", "-n", NAMESPACE, name).run().output());
    }
    return all.toString();
  }

  /**
   * A token of the operator's own ServiceAccount: whoever bears it has the chart's rights, no
   * others.
   */
  public String token() {
    var request =
        new TokenRequestBuilder().withNewSpec().withExpirationSeconds(7200L).endSpec().build();
    return cluster
        .client()
        .serviceAccounts()
        .inNamespace(NAMESPACE)
        .withName(RELEASE)
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }

  /** What the chart put into the cluster, as YAML documents. */
  public String manifest() {
    return cluster.helm("get", "manifest", RELEASE, "--namespace", NAMESPACE).run().orThrow();
  }

  /** Takes it away again, unless it was there before. */
  @Override
  public void close() {
    if (mine) {
      cluster.helm("uninstall", RELEASE, "--namespace", NAMESPACE, "--wait").run().orThrow();
      cluster.client().namespaces().withName(NAMESPACE).delete();
    } else {
      resume();
    }
  }
}
