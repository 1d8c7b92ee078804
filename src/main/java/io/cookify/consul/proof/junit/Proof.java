package io.cookify.consul.proof.junit;

import io.cookify.consul.proof.Report;
import io.cookify.consul.proof.Workspace;
import io.cookify.consul.proof.cluster.Capability;
import io.cookify.consul.proof.cluster.Cluster;
import io.cookify.consul.proof.cluster.TestNamespace;
import io.cookify.consul.proof.operator.OperatorInstall;
import io.cookify.consul.proof.probe.AuditLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all suites of one run share: a cluster, and one operator in it. */
public final class Proof implements AutoCloseable {
  private final Workspace workspace;
  private final Cluster cluster;
  private final Set<Capability> capabilities;
  private @Nullable OperatorInstall operator;

  Proof(Workspace workspace, Cluster cluster) {
    this.workspace = workspace;
    this.cluster = cluster;
    this.capabilities = cluster.capabilities();
    Report.line(
        "cluster %s, Kubernetes %s, capabilities %s"
            .formatted(
                cluster.name(),
                cluster.client().getKubernetesVersion().getGitVersion(),
                capabilities));
  }

  /** Where files are. */
  public Workspace workspace() {
    return workspace;
  }

  /** The cluster. */
  public Cluster cluster() {
    return cluster;
  }

  /** What the cluster offers. */
  public Set<Capability> capabilities() {
    return capabilities;
  }

  /** The installed operator; the first who asks has it installed. */
  public synchronized OperatorInstall operator() {
    var present = operator;
    if (present == null) {
      present = OperatorInstall.install(cluster, workspace);
      operator = present;
    }
    return present;
  }

  /** The audit log; only on a cluster that has one. */
  public AuditLog audit() {
    return new AuditLog(workspace.sandbox().resolve("log"));
  }

  /** A namespace that the operator is admitted to. Whoever asks closes it. */
  public TestNamespace namespace(String suite) {
    operator();
    var namespace = TestNamespace.create(cluster, suite);
    OperatorInstall.admit(cluster, namespace);
    return namespace;
  }

  @Override
  public void close() {
    if (operator != null) {
      operator.close();
    }
    cluster.close();
  }

  /** Namespaces handed out within one test or suite, deleted together at its end. */
  public static final class Namespaces implements AutoCloseable {
    private final List<TestNamespace> all = new ArrayList<>();

    /** Remembers one. */
    public synchronized TestNamespace add(TestNamespace namespace) {
      all.add(namespace);
      return namespace;
    }

    /** All that were added. */
    synchronized List<TestNamespace> all() {
      return List.copyOf(all);
    }

    /** Deletes all, and waits until they and their volumes are gone. */
    @Override
    public synchronized void close() {
      // All at once, then wait: deleting a namespace is slow, and they do not know each other.
      all.forEach(TestNamespace::delete);
      all.forEach(TestNamespace::close);
    }
  }
}
