package io.cookify.consul.proof.operator;

import static java.util.stream.Collectors.joining;

import io.cookify.consul.proof.Workspace;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The operator as a process of this machine, so that it can be killed at a chosen instant. It needs
 * pod addresses that are reachable from here, for it talks to Consul's servers itself.
 */
public final class LocalOperator implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final Process process;
  private final Path log;
  private final int port;

  private LocalOperator(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param kubeconfig the text of a kubeconfig with the rights it shall have
   * @param namespace the only one it watches
   * @param log where its output is added
   * @param settings further environment variables, which win over those set here
   */
  public static LocalOperator start(
      Workspace workspace,
      String kubeconfig,
      String namespace,
      Path log,
      Map<String, String> settings) {
    var port = freePort();
    var environment = new TreeMap<String, String>();
    environment.put(
        "KUBECONFIG", privateFile(log.resolveSibling("kubeconfig-" + port), kubeconfig));
    environment.put("WATCH_NAMESPACES", namespace);
    environment.put("POD_NAMESPACE", namespace);
    environment.put("POD_NAME", "local-" + UUID.randomUUID().toString().substring(0, 5));
    environment.put("LEADER_ELECTION", "false");
    environment.put("HTTP_PORT", Integer.toString(port));
    environment.put("LOG_FORMAT", "text");
    environment.putAll(settings);
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                classpath(workspace),
                OperatorInstall.MAIN_CLASS)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // No setting of this machine reaches it but those it needs to run.
    builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "TMPDIR", "LANG"));
    builder.environment().putAll(environment);
    try {
      return new LocalOperator(builder.start(), log, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classpath(Workspace workspace) {
    var target = workspace.file("operator/target");
    try (var jars = Files.list(target);
        var libraries = Files.list(target.resolve("lib"))) {
      var own = jars.filter(LocalOperator::isOperator);
      return Stream.concat(own, libraries)
          .map(Path::toString)
          .sorted()
          .collect(joining(File.pathSeparator));
    } catch (IOException e) {
      throw new IllegalStateException("the operator is not built: run make package", e);
    }
  }

  private static boolean isOperator(Path file) {
    var name = String.valueOf(file.getFileName());
    return name.startsWith("consul-operator-")
        && name.endsWith(".jar")
        && !name.contains("-sources");
  }

  private static String privateFile(Path file, String text) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text);
      file.toFile().deleteOnExit();
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** When the process came into being. */
  public Instant started() {
    return process.info().startInstant().orElseThrow();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** The port of its probes and metrics. */
  public int port() {
    return port;
  }

  /** All that it, and those that wrote to the same file before it, have logged. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it at once, as the kernel does with a process that takes too much memory. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks it to end, and waits until it has. */
  public void stop() {
    process.destroy();
    if (!awaitEnd()) {
      kill();
      throw new IllegalStateException("the operator did not end within 30 s of SIGTERM");
    }
  }

  private boolean awaitEnd() {
    try {
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
