package io.cookify.consul.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the programs that the sandbox has built. */
public final class SandboxBinaries {

  private SandboxBinaries() {}

  /**
   * The program of that name in the directory that system property {@code sandbox.bin} or else
   * environment variable {@code SANDBOX_BIN} names, by default {@code .sandbox/bin} of the
   * repository.
   *
   * @throws IllegalStateException if it is missing
   */
  public static Path binary(String name) {
    Path binary = directory().resolve(name);
    if (!Files.isExecutable(binary)) {
      throw new IllegalStateException("no program " + binary + ": run `make sandbox-up` first");
    }
    return binary;
  }

  private static Path directory() {
    String named = System.getProperty("sandbox.bin", System.getenv("SANDBOX_BIN"));
    return named != null ? Path.of(named) : Repository.root().resolve(".sandbox/bin");
  }
}
