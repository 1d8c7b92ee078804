package io.cookify.consul.proof.junit;

import io.cookify.consul.proof.Command;
import io.cookify.consul.proof.Report;
import io.cookify.consul.proof.cluster.TestNamespace;
import io.cookify.consul.proof.operator.OperatorInstall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

/**
 * What explains a failed test: the operator's log, the events, the objects. Never a secret's
 * content.
 */
record Diagnostics(Proof proof) {
  private static final int TAIL = 40;

  static Diagnostics of(Proof proof) {
    return new Diagnostics(proof);
  }

  /** Writes all of it to a file and the end of it to the console. */
  void dump(String title, List<TestNamespace> namespaces) {
    var text = new StringBuilder();
    for (var namespace : namespaces) {
      add(
          text,
          "get",
          "consulclusters,statefulsets,pods,services,pvc",
          "-n",
          namespace.name(),
          "-o",
          "wide");
      add(text, "describe", "consulclusters", "-n", namespace.name());
      add(text, "get", "events", "-n", namespace.name(), "--sort-by=.metadata.creationTimestamp");
    }
    add(text, "get", "pods", "-n", OperatorInstall.NAMESPACE, "-o", "wide");
    add(
        text,
        "logs",
        "-n",
        OperatorInstall.NAMESPACE,
        "-l",
        "app.kubernetes.io/name=" + OperatorInstall.RELEASE,
        "--tail=400",
        "--prefix");
    var file =
        proof
            .workspace()
            .output("failures")
            .resolve(title.replaceAll("[^A-Za-z0-9]+", "-") + ".txt");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var lines = text.toString().lines().toList();
    lines.stream().skip(Math.max(0, lines.size() - TAIL)).forEach(System.out::println);
    Report.line("all of it: %s".formatted(file));
  }

  private void add(StringBuilder text, String... arguments) {
    Command.Result result = proof.cluster().kubectl(arguments).run();
    text.append("$ kubectl ").append(String.join(" ", Arrays.asList(arguments))).append('\n');
    text.append(result.output()).append('\n');
  }
}
