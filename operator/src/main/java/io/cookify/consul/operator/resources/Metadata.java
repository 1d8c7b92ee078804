package io.cookify.consul.operator.resources;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.operator.kube.Labels;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import java.util.TreeMap;

/** Labels, annotations and owner references of children. */
public final class Metadata {

  /** On the StatefulSet: the specification that the servers run, as JSON. */
  public static final String ROLLED_OUT = "consul.cookify.io/rolled-out-spec";

  /** On the StatefulSet and on the operator's token: a quorum has existed. */
  public static final String BOOTSTRAPPED = "consul.cookify.io/bootstrapped";

  private Metadata() {}

  static ObjectMeta of(Blueprint blueprint, String name, String component) {
    return of(blueprint, name, component, Map.of());
  }

  static ObjectMeta of(
      Blueprint blueprint, String name, String component, Map<String, String> annotations) {
    return new ObjectMetaBuilder()
        .withNamespace(blueprint.names().namespace())
        .withName(name)
        .withLabels(labels(blueprint.names(), component))
        .withAnnotations(annotations.isEmpty() ? null : new TreeMap<>(annotations))
        .withOwnerReferences(owner(blueprint.names(), blueprint.uid()))
        .build();
  }

  /** Labels of every child. */
  public static Map<String, String> labels(Names names, String component) {
    return new TreeMap<>(Labels.of(names.cluster(), component));
  }

  /** What selects the pods of a component; a subset of the labels that never changes. */
  static Map<String, String> selector(Names names, String component) {
    return new TreeMap<>(Labels.selector(names.cluster(), component));
  }

  static Map<String, String> podLabels(Names names, String component, Map<String, String> extra) {
    Map<String, String> labels = new TreeMap<>(extra);
    labels.putAll(labels(names, component));
    return labels;
  }

  /** Makes garbage collection remove a child with its cluster. */
  public static OwnerReference owner(Names names, String uid) {
    return new OwnerReferenceBuilder()
        .withApiVersion(ConsulCluster.GROUP + "/" + ConsulCluster.VERSION)
        .withKind("ConsulCluster")
        .withName(names.cluster())
        .withUid(uid)
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }
}
