package io.cookify.consul.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.testing.GeneratedFile;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole output of the builders, beside the specification it comes from. */
class ChildrenGoldenTest {

  private static final String SMALL = "version: 1.22.7";

  private static final String LARGE =
      """
      image: example.org/consul:1.22.7
      datacenter: eu1
      domain: example
      servers:
        replicas: 5
        storage: {size: 50Gi, storageClassName: gp3}
        resources:
          requests: {cpu: "2", memory: 4Gi}
          limits: {memory: 4Gi}
        nodeSelector: {role: consul}
        tolerations: [{key: consul, operator: Exists}]
        podAnnotations: {example.org/a: b}
        podLabels: {team: platform}
        extraConfig: |
          limits { rpc_max_conns_per_client = 200 }
      clients: {enabled: true}
      ui: {service: {type: NodePort, port: 8443}}
      expose:
        aws: {scheme: internet-facing, subnets: [subnet-a, subnet-b], additionalTags: {team: x}}
      deletionPolicy: Delete
      logLevel: debug
      """;

  @ParameterizedTest
  @CsvSource({"small,false", "large,true"})
  void objectsAreExactlyTheGoldenOnes(String size, boolean bootstrapped) {
    String spec = size.equals("small") ? SMALL : LARGE;
    String yaml =
        children(spec, bootstrapped).stream()
            .map(Serialization::asYaml)
            .collect(Collectors.joining());
    GeneratedFile.requireUpToDate("operator/src/test/resources/golden/" + size + ".yaml", yaml);
  }

  @Test
  void theSameBlueprintGivesTheSameObjects() {
    assertThat(children(LARGE, true)).isEqualTo(children(LARGE, true));
  }

  @Test
  void podsComeAfterAllThatTheyMount() {
    List<String> kinds = children(SMALL, false).stream().map(HasMetadata::getKind).toList();
    assertThat(kinds.indexOf("StatefulSet")).isGreaterThan(kinds.lastIndexOf("ConfigMap"));
  }

  /** Mistake 15: what is secret is mounted, never rendered. */
  @Test
  void mistake15noSecretIsRenderedIntoAnObject() {
    assertThat(children(LARGE, true).toString())
        .doesNotContain("encrypt=")
        .doesNotContain("token=");
  }

  private static List<HasMetadata> children(String spec, boolean bootstrapped) {
    ConsulCluster cluster =
        Serialization.unmarshal(
            "apiVersion: consul.cookify.io/v1alpha1\nkind: ConsulCluster\nspec:\n" + spec.indent(2),
            ConsulCluster.class);
    return Children.of(
        new Blueprint(
            new Names("consul", "platform"),
            "11111111-2222-3333-4444-555555555555",
            cluster.getSpec(),
            "{}",
            bootstrapped,
            "-----BEGIN CERTIFICATE-----\n",
            true));
  }
}
