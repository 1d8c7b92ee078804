package io.cookify.consul.operator.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.cookify.consul.operator.kube.FieldManager;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one road to a status: written only when it differs, by server-side apply on the status
 * subresource, with an object that holds nothing but the status. Never touches the spec.
 *
 * @param <R> the resource
 * @param <S> its status
 */
public final class StatusWriter<R extends CustomResource<?, S>, S> {
  private final KubernetesClient client;
  private final Class<R> type;
  private final Supplier<R> fresh;

  /**
   * A writer for one kind.
   *
   * @param fresh makes an empty resource, e.g. {@code ConsulCluster::new}
   */
  public StatusWriter(KubernetesClient client, Class<R> type, Supplier<R> fresh) {
    this.client = client;
    this.type = type;
    this.fresh = fresh;
  }

  /**
   * Brings the status of {@code resource} to what {@code next} makes of the present one.
   *
   * @param resource as the cache has it, perhaps a little old
   * @param next the wanted status, from the present one (null at first): called again with the
   *     status read afresh when a write seems due, so that an old cache neither moves transition
   *     times nor causes a second write
   * @return the resource as the API server has it now; {@code resource} itself when nothing
   *     differed or when it is gone
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server refuses or
   *     cannot be reached
   */
  public R write(R resource, Function<@Nullable S, S> next) {
    if (same(next.apply(resource.getStatus()), resource.getStatus())) {
      return resource;
    }
    String namespace = resource.getMetadata().getNamespace();
    R current =
        client
            .resources(type)
            .inNamespace(namespace)
            .withName(resource.getMetadata().getName())
            .get();
    if (current == null
        || !current.getMetadata().getUid().equals(resource.getMetadata().getUid())) {
      return resource; // Deleted, perhaps re-created: that one has a reconciliation of its own.
    }
    S wanted = next.apply(current.getStatus());
    if (same(wanted, current.getStatus())) {
      return current;
    }
    return client
        .resource(withStatus(current, wanted))
        .subresource("status")
        .patch(FieldManager.forcedApply());
  }

  private R withStatus(R current, S status) {
    R resource = fresh.get();
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(current.getMetadata().getNamespace())
            .withName(current.getMetadata().getName())
            // Should the resource be re-created before this arrives, the API server refuses it.
            .withUid(current.getMetadata().getUid())
            .build());
    resource.setSpec(null);
    resource.setStatus(status);
    return resource;
  }

  private boolean same(S wanted, @Nullable S present) {
    return present != null && json(wanted).equals(json(present));
  }

  private JsonNode json(S status) {
    return client.getKubernetesSerialization().convertValue(status, JsonNode.class);
  }
}
