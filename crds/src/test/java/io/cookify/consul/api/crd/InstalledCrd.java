package io.cookify.consul.api.crd;

import io.cookify.consul.testing.ApiServer;
import io.cookify.consul.testing.Repository;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Puts the committed definition into an API server. */
final class InstalledCrd {

  static final String NAME = "consulclusters.consul.cookify.io";

  private InstalledCrd() {}

  /** Applies the definition, waits until it is served, and makes the namespace. */
  static void in(ApiServer server, String namespace) {
    KubernetesClient client = server.admin();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .serverSideApply();
    Resource<CustomResourceDefinition> crd =
        client
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .load(Repository.root().resolve(Crd.FILE).toFile());
    crd.forceConflicts().serverSideApply();
    awaitServed(client);
  }

  static void awaitServed(KubernetesClient client) {
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(NAME)
        .waitUntilCondition(InstalledCrd::isEstablished, 30, TimeUnit.SECONDS);
  }

  private static boolean isEstablished(@Nullable CustomResourceDefinition crd) {
    // A new definition has no status, then one without conditions.
    return crd != null
        && crd.getStatus() != null
        && crd.getStatus().getConditions() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
  }
}
