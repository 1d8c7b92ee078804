package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the servers are reached from outside of Kubernetes. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "!has(self.aws) || self.?type.orValue('LoadBalancer') == 'LoadBalancer'",
    fieldPath = ".aws",
    message = "needs type LoadBalancer")
@ValidationRule(
    value = "!has(self.loadBalancerClass) || self.?type.orValue('LoadBalancer') == 'LoadBalancer'",
    fieldPath = ".loadBalancerClass",
    message = "needs type LoadBalancer")
@ValidationRule(
    value = Rules.SAME_LOAD_BALANCER_CLASS,
    fieldPath = ".loadBalancerClass",
    message =
        "cannot change on a Service that exists, nor can aws come or go: remove expose, wait until its Service is gone, and"
            + " add it again")
@ValidationRule(
    value =
        "!has(self.aws) || self.?loadBalancerClass.orValue('service.k8s.aws/nlb')"
            + " in ['service.k8s.aws/nlb', 'eks.amazonaws.com/nlb']",
    fieldPath = ".loadBalancerClass",
    message = "must be service.k8s.aws/nlb or eks.amazonaws.com/nlb where aws is given")
@ValidationRule(
    value = Rules.NO_REPEATED_AWS_ANNOTATIONS,
    fieldPath = ".annotations",
    message =
        "must not repeat what the aws block says: scheme, type, target type, subnets,"
            + " security groups and tags are written from there")
public record Expose(
    @JsonPropertyDescription(
            "Type of the Service. Default: LoadBalancer. Change: any time; addresses change with it."
                + " Example: NodePort.")
        ServiceType type,
    @JsonPropertyDescription(
            "Further annotations of the Service. Default: none. Change: any time."
                + " Example: {external-dns.alpha.kubernetes.io/hostname: consul.example.com}.")
        @Size(max = 32)
        @ValidationRule(value = Rules.LABEL_KEYS, message = Rules.LABEL_KEYS_MESSAGE)
        @ValidationRule(
            value = Rules.NO_RESERVED_ANNOTATIONS,
            message = Rules.NO_RESERVED_ANNOTATIONS_MESSAGE)
        Map<String, @Size(max = 4096) String> annotations,
    @JsonPropertyDescription(
            "Class of the load balancer, for type LoadBalancer only. Default: service.k8s.aws/nlb"
                + " where aws is given, else the default of the Kubernetes cluster."
                + " Change: refused while the Service exists. Example: eks.amazonaws.com/nlb.")
        @Size(min = 3, max = 253)
        @Pattern(Formats.LOAD_BALANCER_CLASS)
        @Nullable String loadBalancerClass,
    @JsonPropertyDescription(
            "Makes the load balancer an AWS Network Load Balancer, through the AWS Load Balancer"
                + " Controller or EKS Auto Mode.")
        @Nullable Aws aws) {

  /** Puts the documented default in the place of everything that was left out. */
  public Expose {
    type = type == null ? ServiceType.LoadBalancer : type;
    annotations = annotations == null ? Map.of() : annotations;
  }
}
