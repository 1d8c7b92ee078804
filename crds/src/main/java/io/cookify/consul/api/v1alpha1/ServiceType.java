package io.cookify.consul.api.v1alpha1;

/** Types of a Service, spelled as Kubernetes spells them. */
public enum ServiceType {
  ClusterIP,
  NodePort,
  LoadBalancer
}
