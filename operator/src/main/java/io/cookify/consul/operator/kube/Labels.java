package io.cookify.consul.operator.kube;

import java.util.Map;

/** The labels that every child object carries; by them we find it and know it as ours. */
public final class Labels {
  /** What runs: always {@link #CONSUL}. */
  public static final String NAME = "app.kubernetes.io/name";

  /** The cluster's name, for tools that know only the common labels. */
  public static final String INSTANCE = "app.kubernetes.io/instance";

  /** The part of the cluster, e.g. {@link #SERVER}. */
  public static final String COMPONENT = "app.kubernetes.io/component";

  /** Who looks after the object: always {@link #OPERATOR}. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** The name of the ConsulCluster that the object belongs to; same namespace. */
  public static final String CLUSTER = "consul.cookify.io/cluster";

  /** Value of {@link #NAME}. */
  public static final String CONSUL = "consul";

  /** Value of {@link #MANAGED_BY}. */
  public static final String OPERATOR = "consul-operator";

  /** Value of {@link #COMPONENT}: a Consul server and what belongs to it. */
  public static final String SERVER = "server";

  /** Value of {@link #COMPONENT}: a client agent and what belongs to it. */
  public static final String CLIENT = "client";

  private Labels() {}

  /** All labels of a child of {@code cluster}. */
  public static Map<String, String> of(String cluster, String component) {
    return Map.of(
        NAME,
        CONSUL,
        INSTANCE,
        cluster,
        COMPONENT,
        component,
        MANAGED_BY,
        OPERATOR,
        CLUSTER,
        cluster);
  }

  /**
   * The labels that pick the pods of one component. Selectors cannot be changed later, so this is
   * only what will never change.
   */
  public static Map<String, String> selector(String cluster, String component) {
    return Map.of(COMPONENT, component, CLUSTER, cluster);
  }

  /** The label selector of informers: whatever this operator looks after. */
  public static String managed() {
    return MANAGED_BY + "=" + OPERATOR;
  }
}
