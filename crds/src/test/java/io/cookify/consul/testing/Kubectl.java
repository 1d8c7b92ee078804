package io.cookify.consul.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** kubectl against one API server. */
public final class Kubectl {

  /** What a run of kubectl left behind; output and errors are one text. */
  public record Result(int exitCode, String output) {

    /**
     * Its output.
     *
     * @throws IllegalStateException if kubectl failed
     */
    public String orThrow() {
      if (exitCode != 0) {
        throw new IllegalStateException("kubectl ended with " + exitCode + ": " + output);
      }
      return output;
    }
  }

  private final Path binary;
  private final Path kubeconfig;

  Kubectl(Path binary, Path kubeconfig) {
    this.binary = binary;
    this.kubeconfig = kubeconfig;
  }

  /** Runs kubectl with these arguments to its end. */
  public Result run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    // Its cache of API discovery would outlive the API server.
    builder.environment().put("KUBECACHEDIR", kubeconfig.resolveSibling("kube-cache").toString());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command, e);
    }
  }
}
