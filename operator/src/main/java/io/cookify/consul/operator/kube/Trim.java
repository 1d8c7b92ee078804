package io.cookify.consul.operator.kube;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Makes objects smaller before an informer's cache holds them; changes them in place. */
public final class Trim {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private Trim() {}

  /**
   * For children that {@link Writer} compares. Managed fields are often half of an object; they are
   * kept only where somebody added fields, since that is all the comparison asks of them.
   */
  public static <T extends HasMetadata> UnaryOperator<T> child(KubernetesSerialization json) {
    return object -> {
      if (ManagedFields.extras(json.convertValue(object, JsonNode.class)).isEmpty()) {
        object.getMetadata().setManagedFields(List.of());
      }
      return object;
    };
  }

  /** For resources that are only read: managed fields and kubectl's copy of the object go. */
  public static <T extends HasMetadata> UnaryOperator<T> primary() {
    return object -> {
      ObjectMeta metadata = object.getMetadata();
      metadata.setManagedFields(List.of());
      Map<String, String> annotations = metadata.getAnnotations();
      if (annotations != null && annotations.containsKey(LAST_APPLIED)) {
        Map<String, String> kept = new HashMap<>(annotations);
        kept.remove(LAST_APPLIED);
        metadata.setAnnotations(kept);
      }
      return object;
    };
  }

  /** For pods, of which only identity, labels, node and status are read. */
  public static UnaryOperator<Pod> pod() {
    UnaryOperator<Pod> primary = primary();
    return pod -> {
      PodSpec spec = new PodSpec();
      if (pod.getSpec() != null) {
        spec.setNodeName(pod.getSpec().getNodeName());
      }
      pod.setSpec(spec);
      return primary.apply(pod);
    };
  }
}
