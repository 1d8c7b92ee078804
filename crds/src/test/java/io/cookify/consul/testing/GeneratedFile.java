package io.cookify.consul.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is generated from the code and committed all the same, because people read it or
 * other tools take it. Tests guard it against drift; {@code make crds} writes it.
 */
public final class GeneratedFile {

  /** System property that makes {@link #requireUpToDate} write instead of compare. */
  private static final boolean WRITE = Boolean.getBoolean("generate");

  private GeneratedFile() {}

  /**
   * Requires that the file, a path in the repository, has this content.
   *
   * @throws AssertionError if it differs, with what to do
   */
  public static void requireUpToDate(String path, String content) {
    Path file = Repository.root().resolve(path);
    try {
      if (WRITE) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
      } else if (!Files.exists(file) || !Files.readString(file).equals(content)) {
        throw new AssertionError(
            path + " is not what the code generates: run `make crds` and commit the change");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot access " + file, e);
    }
  }
}
