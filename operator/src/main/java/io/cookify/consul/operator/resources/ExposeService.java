package io.cookify.consul.operator.resources;

import io.cookify.consul.api.v1alpha1.Aws;
import io.cookify.consul.api.v1alpha1.Expose;
import io.cookify.consul.api.v1alpha1.ServiceType;
import io.cookify.consul.operator.kube.Labels;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Service that exposes the servers' API and gRPC outside of Kubernetes. The typed {@code aws}
 * block becomes annotations of the AWS Load Balancer Controller; raw annotations win over it.
 */
final class ExposeService {

  private static final String AWS = "service.beta.kubernetes.io/aws-load-balancer-";
  private static final String AWS_NLB_CLASS = "service.k8s.aws/nlb";

  private ExposeService() {}

  static Service build(Blueprint blueprint, Expose expose) {
    return new ServiceBuilder()
        .withMetadata(
            Metadata.of(blueprint, blueprint.names().expose(), "expose", annotations(expose)))
        .withNewSpec()
        .withType(expose.type().name())
        .withLoadBalancerClass(loadBalancerClass(expose))
        .withSelector(Metadata.selector(blueprint.names(), Labels.SERVER))
        .withPorts(
            ServerObjects.port("https", ServerConfig.HTTPS_PORT, "https"),
            ServerObjects.port("grpc-tls", ServerConfig.GRPC_TLS_PORT, "grpc-tls"))
        .endSpec()
        .build();
  }

  private static @Nullable String loadBalancerClass(Expose expose) {
    if (expose.type() != ServiceType.LoadBalancer) {
      return null;
    }
    String chosen = expose.loadBalancerClass();
    return chosen == null && expose.aws() != null ? AWS_NLB_CLASS : chosen;
  }

  private static Map<String, String> annotations(Expose expose) {
    Map<String, String> annotations = new TreeMap<>();
    Aws aws = expose.aws();
    if (aws != null) {
      annotations.put(AWS + "scheme", aws.scheme().toString());
      annotations.put(AWS + "nlb-target-type", aws.targetType().name());
      // Attributes are only ever set, never unset: false is written out too.
      annotations.put(AWS + "attributes", "load_balancing.cross_zone.enabled=" + aws.crossZone());
      if (!aws.subnets().isEmpty()) {
        annotations.put(AWS + "subnets", String.join(",", aws.subnets()));
      }
      if (!aws.securityGroups().isEmpty()) {
        annotations.put(AWS + "security-groups", String.join(",", aws.securityGroups()));
      }
      if (!aws.additionalTags().isEmpty()) {
        annotations.put(
            AWS + "additional-resource-tags",
            new TreeMap<>(aws.additionalTags())
                .entrySet().stream()
                    .map(tag -> tag.getKey() + "=" + tag.getValue())
                    .collect(Collectors.joining(",")));
      }
    }
    annotations.putAll(expose.annotations());
    return annotations;
  }
}
