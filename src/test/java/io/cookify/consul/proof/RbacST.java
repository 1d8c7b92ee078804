package io.cookify.consul.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.cookify.consul.proof.cluster.Capability;
import io.cookify.consul.proof.junit.Needs;
import io.cookify.consul.proof.junit.Proof;
import io.cookify.consul.proof.junit.SystemTest;
import io.cookify.consul.proof.operator.OperatorInstall;
import io.cookify.consul.proof.probe.AuditEvent;
import io.cookify.consul.proof.probe.GrantedRights;
import io.cookify.consul.proof.probe.GrantedRights.Right;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * After everything else: the operator may do what it did, and nothing more. Its rights are those of
 * the installed chart; what it did stands in the API server's audit log.
 */
@SystemTest
@Tag("system")
@Order(1000)
@Needs(Capability.AUDIT_LOG)
class RbacST {

  @Test
  void nothingGrantedIsUnused(Proof proof) {
    var operator = proof.operator();
    var used = new TreeSet<Right>();
    for (var event : proof.audit().of(OperatorInstall.USER, operator.since())) {
      if (!event.denied()) {
        used.add(new Right(event.group(), event.resource(), event.verb()));
        if (event.verb().equals("patch") && event.code() == 201) {
          // An apply that creates needs both rights, and is logged under one.
          used.add(new Right(event.group(), event.resource(), "create"));
        }
      }
    }
    var unused = new TreeSet<>(GrantedRights.of(operator.manifest(), OperatorInstall.RELEASE));
    assertThat(unused).as("rights in the chart").hasSizeGreaterThan(20);
    unused.removeAll(used);
    assertThat(unused).as("granted by the chart, never used in this run").isEmpty();
  }

  @Test
  void nothingNeededIsMissing(Proof proof) {
    var operator = proof.operator();
    var deleted = deletedNamespaces(proof, operator.since());
    var denied =
        proof.audit().of(OperatorInstall.USER, operator.since()).stream()
            .filter(AuditEvent::denied)
            // A namespace that is being deleted loses its RoleBinding before its objects.
            .filter(
                event ->
                    event.time().isBefore(deleted.getOrDefault(event.namespace(), Instant.MAX)))
            .map(
                event ->
                    event.verb()
                        + " "
                        + event.group()
                        + "/"
                        + event.resource()
                        + " in "
                        + event.namespace())
            .distinct()
            .toList();
    assertThat(denied).as("asked for by the operator, denied by the API server").isEmpty();
  }

  private static Map<String, Instant> deletedNamespaces(Proof proof, Instant from) {
    var deleted = new HashMap<String, Instant>();
    for (var event : proof.audit().deletionsOf("namespaces", from)) {
      deleted.putIfAbsent(event.name(), event.time());
    }
    return deleted;
  }
}
