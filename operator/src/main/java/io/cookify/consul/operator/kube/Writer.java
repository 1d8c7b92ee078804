package io.cookify.consul.operator.kube;

import static java.net.HttpURLConnection.HTTP_CONFLICT;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cookify.consul.operator.kube.Outcome.Change;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way by which children reach the cluster: server-side apply by {@link FieldManager#NAME},
 * compared first and skipped when nothing differs, so that an idle operator writes nothing.
 *
 * <p>An object is as desired when its annotation {@link #APPLIED_HASH} is that of the desired
 * object, every field we set has our value, and nobody else holds a field outside of metadata that
 * we did not set. Otherwise it is put right; objects of others are never written to.
 */
public final class Writer {
  /** Annotation: hash of the desired object that was applied last. */
  public static final String APPLIED_HASH = "consul.cookify.io/applied-hash";

  /** Far above the children of the largest installation we size for (50 clusters). */
  private static final int REMEMBERED_OBJECTS = 2048;

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final JsonMapper CANONICAL =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private final KubernetesClient client;

  /**
   * What the API server made of an apply where it did not keep all of our values (a mutating
   * webhook, say). Asking again would change nothing but would write for ever; so that state counts
   * as settled. Lost on restart at the price of one write.
   */
  private final Map<String, Settled> settled =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Settled> eldest) {
              return size() > REMEMBERED_OBJECTS;
            }
          });

  private record Settled(String hash, Map<String, JsonNode> differences) {}

  /** A writer for any namespace that the client may write to. */
  public Writer(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Makes the cluster's object equal to {@code desired}.
   *
   * @param desired all fields we want, labels of {@link Labels#of} included
   * @param live the object as a cache has it, or null; it may be old: before a write the object is
   *     read again and looked at afresh
   * @throws KubernetesClientException when the API server refuses or cannot be reached; see {@link
   *     Faults}
   */
  public <T extends HasMetadata> Outcome<T> apply(T desired, @Nullable T live) {
    T marked = marked(desired);
    if (live != null && isAsDesired(marked, live)) {
      return new Outcome<>(Change.UNCHANGED, live, List.of());
    }
    T current = resource(marked).get();
    if (current == null) {
      return create(marked, resource(marked));
    }
    return switch (Ownership.of(marked, current)) {
      case FOREIGN -> new Outcome<>(Change.CONFLICT, current, List.of());
      case LEAVING -> new Outcome<>(Change.LEAVING, current, List.of());
      case OURS -> bringInLine(marked, current);
    };
  }

  /**
   * Creates {@code desired} unless an object of that name exists, which is then returned as it is:
   * whoever stored first has decided. The caller checks with {@link Ownership} whose it is.
   *
   * @throws KubernetesClientException when the API server refuses or cannot be reached
   */
  public <T extends HasMetadata> T create(T desired) {
    try {
      return resource(desired).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HTTP_CONFLICT) {
        throw e;
      }
      T existing = resource(desired).get();
      if (existing == null) {
        throw e; // Created and deleted between our two calls: as transient as a conflict.
      }
      return existing;
    }
  }

  /** Not forced: should a foreign object take the name after our look, its fields stay. */
  private <T extends HasMetadata> Outcome<T> create(T marked, Resource<T> resource) {
    try {
      T created = resource.patch(FieldManager.cautiousApply(), marked);
      remember(marked, created);
      return new Outcome<>(Change.CREATED, created, List.of());
    } catch (KubernetesClientException e) {
      if (e.getCode() != HTTP_CONFLICT) {
        throw e;
      }
      return new Outcome<>(Change.CONFLICT, resource.get(), List.of());
    }
  }

  private <T extends HasMetadata> Outcome<T> bringInLine(T marked, T current) {
    Map<String, JsonNode> differences = differences(marked, current);
    if (isSettled(marked, current, differences)) {
      return new Outcome<>(Change.UNCHANGED, current, List.of());
    }
    if (!ManagedFields.extras(json(current)).isEmpty()) {
      takeOverExtras(current);
    }
    T applied = resource(marked).patch(FieldManager.forcedApply(), marked);
    remember(marked, applied);
    Change change = hash(marked).equals(hash(current)) ? Change.REPAIRED : Change.UPDATED;
    return new Outcome<>(change, applied, List.copyOf(differences.keySet()));
  }

  /** With the version we looked at: a change in between answers 409 and is looked at afresh. */
  private void takeOverExtras(HasMetadata current) {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    patch
        .addObject()
        .put("op", "replace")
        .put("path", "/metadata/resourceVersion")
        .put("value", current.getMetadata().getResourceVersion());
    patch
        .addObject()
        .put("op", "replace")
        .put("path", "/metadata/managedFields")
        .set("value", ManagedFields.takenOver(json(current)));
    resource(current).patch(FieldManager.jsonPatch(), patch.toString());
  }

  private boolean isAsDesired(HasMetadata marked, HasMetadata live) {
    return live.getMetadata().getDeletionTimestamp() == null
        && isSettled(marked, live, differences(marked, live));
  }

  private boolean isSettled(
      HasMetadata marked, HasMetadata live, Map<String, JsonNode> differences) {
    return differences.isEmpty()
        || new Settled(hash(marked), differences).equals(settled.get(live.getMetadata().getUid()));
  }

  private void remember(HasMetadata marked, HasMetadata applied) {
    Map<String, JsonNode> remaining = differences(marked, applied);
    String uid = applied.getMetadata().getUid();
    if (remaining.isEmpty()) {
      settled.remove(uid);
    } else if (!new Settled(hash(marked), remaining)
        .equals(settled.put(uid, new Settled(hash(marked), remaining)))) {
      LOG.warn(
          "The API server accepted {} {}/{} but did not keep our values of {}: is a mutating"
              + " webhook at work? Leaving it so",
          applied.getKind(),
          applied.getMetadata().getNamespace(),
          applied.getMetadata().getName(),
          remaining.keySet());
    }
  }

  /** Fields with a wrong value (the live value) and fields too many (true). */
  private Map<String, JsonNode> differences(HasMetadata marked, HasMetadata live) {
    JsonNode liveJson = json(live);
    Map<String, JsonNode> differences = new TreeMap<>(Differences.between(json(marked), liveJson));
    ManagedFields.extras(liveJson).forEach(path -> differences.put(path, BooleanNode.TRUE));
    return differences;
  }

  private JsonNode json(Object object) {
    return client.getKubernetesSerialization().convertValue(object, JsonNode.class);
  }

  private <T extends HasMetadata> Resource<T> resource(T object) {
    return client.resource(object);
  }

  private <T extends HasMetadata> T marked(T desired) {
    T marked = client.getKubernetesSerialization().clone(desired);
    ObjectMeta metadata = marked.getMetadata();
    Map<String, String> annotations = new HashMap<>();
    if (metadata.getAnnotations() != null) {
      annotations.putAll(metadata.getAnnotations());
    }
    annotations.put(APPLIED_HASH, hashOf(desired));
    metadata.setAnnotations(annotations);
    return marked;
  }

  private static String hash(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(APPLIED_HASH, "");
  }

  private String hashOf(HasMetadata desired) {
    try {
      // Through a tree of plain maps: only then are all keys sorted.
      Object plain = client.getKubernetesSerialization().convertValue(desired, Map.class);
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(CANONICAL.writeValueAsString(plain).getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException("cannot hash " + desired.getKind(), e);
    }
  }
}
