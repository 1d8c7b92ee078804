package io.cookify.consul.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The checked-out repository that the tests run in. */
public final class Repository {

  private Repository() {}

  /** Its top directory. */
  public static Path root() {
    Path start = Path.of("").toAbsolutePath();
    for (@Nullable Path path = start; path != null; path = path.getParent()) {
      if (Files.isDirectory(path.resolve(".mvn"))) {
        return path;
      }
    }
    throw new IllegalStateException(start + " is not inside of the repository");
  }
}
