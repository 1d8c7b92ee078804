package io.cookify.consul.proof.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static String line(String user, String verb, String resource, Instant time) {
    return """
        {"user":{"username":"%s"},"verb":"%s","objectRef":{"resource":"%s","namespace":"n","name":"x"},\
        "responseStatus":{"code":200},"requestReceivedTimestamp":"%s"}
        """
        .formatted(user, verb, resource, time);
  }

  @Test
  void writesAreThoseOfOneUserWithoutLeases(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("audit.log"),
        line("op", "patch", "services", NOON)
            + line("op", "update", "leases", NOON)
            + line("op", "get", "services", NOON)
            + line("someone", "patch", "services", NOON)
            + line("op", "delete", "services", NOON.minusSeconds(1))
            + "{\"user\":{\"username\":\"op\"");
    assertThat(new AuditLog(directory).writes("op", NOON))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.verb()).isEqualTo("patch");
              assertThat(event.resource()).isEqualTo("services");
              assertThat(event.denied()).isFalse();
            });
    assertThat(new AuditLog(directory).of("op", NOON)).anyMatch(AuditEvent::isLease);
  }
}
