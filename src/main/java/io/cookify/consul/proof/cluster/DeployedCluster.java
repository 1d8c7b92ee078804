package io.cookify.consul.proof.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cookify.consul.proof.Json;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * A {@code ConsulCluster} in the API server, seen as a user sees it.
 *
 * @param namespace where it is
 * @param name its name
 */
public record DeployedCluster(TestNamespace namespace, String name) {
  /** Long enough for three servers on a small and busy machine. */
  public static final Duration READY = Duration.ofMinutes(5);

  private static final Duration POLL = Duration.ofMillis(500);

  /**
   * One condition of its status.
   *
   * @param type such as Ready
   * @param status True, False or Unknown
   * @param reason one of a closed list
   * @param message what it means and what to do
   * @param observedGeneration of the spec it speaks of
   */
  public record Condition(
      String type, String status, String reason, String message, long observedGeneration) {
    /** Whether its status is True. */
    public boolean isTrue() {
      return "True".equals(status);
    }
  }

  private KubernetesClient client() {
    return namespace.cluster().client();
  }

  private Resource<GenericKubernetesResource> resource() {
    return client()
        .genericKubernetesResources("consul.cookify.io/v1alpha1", "ConsulCluster")
        .inNamespace(namespace.name())
        .withName(name);
  }

  /** The object as JSON; missing if it is not there. */
  public JsonNode json() {
    var found = resource().get();
    return found == null ? MissingNode.getInstance() : Json.of(found);
  }

  /** Its status; missing if there is none yet. */
  public JsonNode status() {
    return json().path("status");
  }

  /** Its conditions. */
  public List<Condition> conditions() {
    return StreamSupport.stream(status().path("conditions").spliterator(), false)
        .map(
            node ->
                new Condition(
                    node.path("type").asText(),
                    node.path("status").asText(),
                    node.path("reason").asText(),
                    node.path("message").asText(),
                    node.path("observedGeneration").asLong()))
        .toList();
  }

  /** The condition of this type. */
  public Optional<Condition> condition(String type) {
    return conditions().stream().filter(condition -> condition.type().equals(type)).findFirst();
  }

  /** Whether it is Ready for the spec as it is now. */
  public boolean isReady() {
    var json = json();
    var generation = json.path("metadata").path("generation").asLong(-1);
    return json.path("status").path("observedGeneration").asLong() == generation
        && condition("Ready")
            .filter(Condition::isTrue)
            .filter(ready -> ready.observedGeneration() == generation)
            .isPresent();
  }

  /** Waits until it is Ready. */
  public DeployedCluster awaitReady() {
    return awaitReady(READY);
  }

  /** Waits until it is Ready. */
  public DeployedCluster awaitReady(Duration atMost) {
    await(this + " is Ready").atMost(atMost).pollInterval(POLL).until(this::isReady);
    return this;
  }

  /** Waits for a condition that is as wanted, and gives it. */
  public Condition awaitCondition(String wanted, Duration atMost, Predicate<Condition> test) {
    return await(this + ": " + wanted)
        .atMost(atMost)
        .pollInterval(POLL)
        .until(() -> conditions().stream().filter(test).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  /**
   * Changes its spec by a JSON merge patch.
   *
   * @param patch such as {@code {"spec": {"paused": true}}}
   */
  public void patch(String patch) {
    resource().patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  /** Deletes it and waits until the object is gone. */
  public void delete() {
    resource().delete();
    await(this + " is gone")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(POLL)
        .until(() -> resource().get() == null);
  }

  /** The labels that all its children carry. */
  public Map<String, String> labels() {
    return Map.of("consul.cookify.io/cluster", name);
  }

  /** Its server pods, by name. */
  public List<Pod> serverPods() {
    return client()
        .pods()
        .inNamespace(namespace.name())
        .withLabels(labels())
        .withLabel("app.kubernetes.io/component", "server")
        .list()
        .getItems()
        .stream()
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
        .toList();
  }

  /** A value of one of its secrets, by the secret's suffix; empty if there is none. */
  public Optional<String> secret(String suffix, String key) {
    return Optional.ofNullable(
            client().secrets().inNamespace(namespace.name()).withName(name + "-" + suffix).get())
        .map(secret -> secret.getData().get(key))
        .map(value -> new String(Base64.getDecoder().decode(value), UTF_8));
  }

  /** The first management token. */
  public String bootstrapToken() {
    return secret("bootstrap-token", "token")
        .orElseThrow(
            () -> new AssertionError(this + " has no secret " + name + "-bootstrap-token"));
  }

  /** The datacenter it is in. */
  public String datacenter() {
    return json().path("spec").path("datacenter").asText("dc1");
  }

  @Override
  public String toString() {
    return "ConsulCluster " + namespace.name() + "/" + name;
  }
}
