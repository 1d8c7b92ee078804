package io.cookify.consul.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One call of a program, its output kept together with its errors. */
public final class Command {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final List<String> words = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();
  private @Nullable String input;

  private Command(Path program) {
    words.add(program.toString());
  }

  /** What came of it. */
  public record Result(String line, int exit, String output) {
    /** Whether the program ended with 0. */
    public boolean ok() {
      return exit == 0;
    }

    /**
     * The output of a program that must succeed.
     *
     * @throws IllegalStateException with the output, if it did not
     */
    public String orThrow() {
      if (!ok()) {
        throw new IllegalStateException(line + " ended with " + exit + ":\n" + output);
      }
      return output;
    }
  }

  /** A call of this program. */
  public static Command of(Path program, String... arguments) {
    return new Command(program).with(arguments);
  }

  /** Adds arguments. */
  public Command with(String... arguments) {
    words.addAll(List.of(arguments));
    return this;
  }

  /** Sets a variable of its environment. */
  public Command env(String name, Object value) {
    environment.put(name, value.toString());
    return this;
  }

  /** What it reads on its standard input. */
  public Command stdin(String text) {
    input = text;
    return this;
  }

  /**
   * Runs it to its end.
   *
   * @throws IllegalStateException if it has not ended after ten minutes; it is killed then
   */
  public Result run() {
    Path out = null;
    try {
      out = Files.createTempFile("proof", ".out");
      var builder =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(out.toFile());
      builder.environment().putAll(environment);
      var process = builder.start();
      try (var stdin = process.getOutputStream()) {
        if (input != null) {
          stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
      }
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(line() + " did not end within " + PATIENCE);
      }
      return new Result(line(), process.exitValue(), Files.readString(out));
    } catch (IOException e) {
      throw new UncheckedIOException(line(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted: " + line(), e);
    } finally {
      delete(out);
    }
  }

  private String line() {
    return Path.of(words.getFirst()).getFileName()
        + " "
        + String.join(" ", words.subList(1, words.size()));
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
