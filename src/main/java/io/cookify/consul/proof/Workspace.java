package io.cookify.consul.proof;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the project's files and the sandbox's state are.
 *
 * @param root the project's directory, the one that holds {@code helm/} and {@code crds/}
 */
public record Workspace(Path root) {

  /**
   * The project this process runs in: property {@code proof.root}, else the nearest parent
   * directory.
   */
  public static Workspace find() {
    var given = System.getProperty("proof.root");
    var start = Path.of(given == null ? "" : given).toAbsolutePath();
    for (Path directory = start; directory != null; directory = directory.getParent()) {
      if (Files.isDirectory(directory.resolve("crds"))
          && Files.isDirectory(directory.resolve("operator"))) {
        return new Workspace(directory);
      }
    }
    throw new IllegalStateException("no project directory at or above " + start);
  }

  /** State of the sandbox: {@code .sandbox/}. */
  public Path sandbox() {
    return root.resolve(".sandbox");
  }

  /** A file of the project. */
  public Path file(String relative) {
    return root.resolve(relative);
  }

  /** A directory for what a test run writes; it is created. */
  public Path output(String name) {
    try {
      return Files.createDirectories(root.resolve("src/target/proof").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The program of that name: the sandbox's own, else the one on the PATH.
   *
   * @throws IllegalStateException if there is neither
   */
  public Path tool(String name) {
    var pinned = sandbox().resolve("bin").resolve(name);
    if (Files.isExecutable(pinned)) {
      return pinned;
    }
    return onPath(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    name + " is neither in .sandbox/bin nor on the PATH: run make sandbox-up"));
  }

  private static Optional<Path> onPath(String name) {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
