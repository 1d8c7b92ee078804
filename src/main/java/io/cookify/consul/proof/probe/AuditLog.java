package io.cookify.consul.proof.probe;

import io.cookify.consul.proof.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The audit log of the sandbox's API server, the files it has rotated included.
 *
 * @param directory where the files {@code audit*.log} are
 */
public record AuditLog(Path directory) {

  /** What a user asked from a moment on, oldest first. */
  public List<AuditEvent> of(String user, Instant from) {
    return events(
        "\"" + user + "\"", event -> event.user().equals(user) && !event.time().isBefore(from));
  }

  /** What a user changed from a moment on, leases left out, oldest first. */
  public List<AuditEvent> writes(String user, Instant from) {
    return of(user, from).stream().filter(event -> event.isWrite() && !event.isLease()).toList();
  }

  /** Who deleted objects of a kind (plural) from a moment on, oldest first. */
  public List<AuditEvent> deletionsOf(String resource, Instant from) {
    return events(
        "\"delete\"",
        event ->
            event.resource().equals(resource)
                && event.verb().equals("delete")
                && !event.time().isBefore(from));
  }

  private List<AuditEvent> events(String needle, Predicate<AuditEvent> wanted) {
    try (var files = Files.newDirectoryStream(directory, "audit*.log")) {
      var all = new ArrayList<AuditEvent>();
      for (var file : files) {
        try (var lines = Files.lines(file)) {
          lines
              .filter(line -> line.contains(needle))
              .flatMap(line -> parse(line).stream())
              .filter(wanted)
              .forEach(all::add);
        }
      }
      all.sort(Comparator.comparing(AuditEvent::time));
      return List.copyOf(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<AuditEvent> parse(String line) {
    // The last line of a file that is being written may be half a line.
    return Json.find(line).map(AuditEvent::of);
  }
}
