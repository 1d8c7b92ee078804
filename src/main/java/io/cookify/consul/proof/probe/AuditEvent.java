package io.cookify.consul.proof.probe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;

/**
 * One request in the API server's audit log.
 *
 * @param time when the API server received it
 * @param user who asked
 * @param verb as in RBAC rules
 * @param group API group, empty for the core
 * @param resource with its subresource after a slash, as in RBAC rules; empty if it is no resource
 * @param code the HTTP status of the answer
 * @param denied whether authorization said no
 */
public record AuditEvent(
    Instant time,
    String user,
    String verb,
    String group,
    String resource,
    String namespace,
    String name,
    int code,
    boolean denied) {
  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "delete", "deletecollection");
  // Questions about rights; they are POSTs but store nothing.
  private static final Set<String> QUESTIONS =
      Set.of("authorization.k8s.io", "authentication.k8s.io");

  static AuditEvent of(JsonNode line) {
    var object = line.path("objectRef");
    var subresource = object.path("subresource").asText("");
    return new AuditEvent(
        Instant.parse(line.path("requestReceivedTimestamp").asText()),
        line.path("user").path("username").asText(),
        line.path("verb").asText(),
        object.path("apiGroup").asText(""),
        object.path("resource").asText("") + (subresource.isEmpty() ? "" : "/" + subresource),
        object.path("namespace").asText(""),
        object.path("name").asText(""),
        line.path("responseStatus").path("code").asInt(),
        "forbid".equals(line.path("annotations").path("authorization.k8s.io/decision").asText()));
  }

  /** Whether it may have changed something in the cluster. */
  public boolean isWrite() {
    return WRITES.contains(verb) && !QUESTIONS.contains(group);
  }

  /** Whether it concerns a lease, which leaders renew all the time. */
  public boolean isLease() {
    return "leases".equals(resource);
  }
}
