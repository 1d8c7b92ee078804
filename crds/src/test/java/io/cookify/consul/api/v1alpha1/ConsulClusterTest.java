package io.cookify.consul.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsulClusterTest {

  private static final String TEN_LINES =
      """
      apiVersion: consul.cookify.io/v1alpha1
      kind: ConsulCluster
      metadata:
        name: platform
        namespace: consul
      spec:
        version: 1.22.7
        servers:
          storage:
            size: 20Gi
      """;

  @Test
  void tenLinesBecomeACompleteSpec() {
    ConsulClusterSpec spec = parse(TEN_LINES).getSpec();

    assertThat(spec.resolvedImage()).isEqualTo("hashicorp/consul:1.22.7");
    assertThat(spec.datacenter()).isEqualTo("dc1");
    assertThat(spec.domain()).isEqualTo("consul");
    assertThat(spec.servers().replicas()).isEqualTo(3);
    assertThat(spec.servers().storage().size()).isEqualTo(new Quantity("20Gi"));
    assertThat(spec.servers().storage().storageClassName()).isNull();
    assertThat(spec.servers().resources().getLimits())
        .containsOnly(Map.entry("memory", new Quantity("512Mi")));
    assertThat(spec.servers().tolerations()).isEmpty();
    assertThat(spec.clients().enabled()).isFalse();
    assertThat(spec.tls().caSecretRef()).isNull();
    assertThat(spec.tls().caLifetimeDuration()).isEqualTo(Duration.ofDays(3650));
    assertThat(spec.tls().certificateLifetimeDuration()).isEqualTo(Duration.ofDays(90));
    assertThat(spec.gossip().secretRef()).isNull();
    assertThat(spec.acl().bootstrapTokenSecretRef()).isNull();
    assertThat(spec.ui().enabled()).isTrue();
    assertThat(spec.ui().service()).isEqualTo(new UiService(ServiceType.ClusterIP, Map.of(), 443));
    assertThat(spec.expose()).isNull();
    assertThat(spec.telemetry()).isEqualTo(new Telemetry(true, "60s"));
    assertThat(spec.deletionPolicy()).isEqualTo(DeletionPolicy.Retain);
    assertThat(spec.paused()).isFalse();
    assertThat(spec.logLevel()).isEqualTo(LogLevel.info);
  }

  @Test
  void nestedBlocksKeepWhatWasSaidAndDefaultTheRest() {
    ConsulClusterSpec spec =
        parse(
                """
                apiVersion: consul.cookify.io/v1alpha1
                kind: ConsulCluster
                metadata: {name: platform}
                spec:
                  image: registry.example.com:5000/consul:1.22.5-ubi
                  unknown: tolerated
                  servers: {replicas: 5, resources: {requests: {cpu: 2}}}
                  gossip: {secretRef: {name: mine}}
                  acl: {bootstrapTokenSecretRef: {name: mine, key: master}}
                  expose: {aws: {scheme: internet-facing, targetType: instance}}
                """)
            .getSpec();

    assertThat(spec.resolvedVersion()).isEqualTo("1.22.5");
    assertThat(spec.servers().replicas()).isEqualTo(5);
    assertThat(spec.servers().storage().size()).isEqualTo(new Quantity("10Gi"));
    assertThat(spec.servers().resources().getLimits()).isEmpty();
    assertThat(spec.gossip().secretRef()).isEqualTo(new SecretKeyRef("mine", "key"));
    assertThat(spec.acl().bootstrapTokenSecretRef()).isEqualTo(new SecretKeyRef("mine", "master"));
    assertThat(spec.expose())
        .isEqualTo(
            new Expose(
                ServiceType.LoadBalancer,
                Map.of(),
                null,
                new Aws(
                    Aws.Scheme.INTERNET_FACING,
                    Aws.TargetType.instance,
                    true,
                    List.of(),
                    List.of(),
                    Map.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "consul:1.22.7, 1.22.7",
    "hashicorp/consul:v1.22.7, 1.22.7",
    "docker.io/hashicorp/consul-enterprise:1.22.7-ent, 1.22.7",
    "localhost:5000/consul:1.22.7-ubi@sha256:0123abcd, 1.22.7",
    "localhost:5000/consul, ''",
    "consul:latest, ''",
    "consul:1.22, ''",
    "consul@sha256:0123abcd, ''",
  })
  void versionIsReadFromTheImagesTag(String image, String version) {
    assertThat(ImageTag.version(image)).isEqualTo(version);
  }

  @Test
  void specSurvivesARoundTrip() {
    ConsulClusterSpec spec = parse(TEN_LINES).getSpec();

    assertThat(Serialization.unmarshal(Serialization.asJson(spec), ConsulClusterSpec.class))
        .isEqualTo(spec);
  }

  @Test
  void statusSurvivesARoundTripAndOmitsWhatIsUnknown() {
    ConsulCluster cluster = parse(TEN_LINES);
    assertThat(cluster.getStatus()).isNull();
    ConsulClusterStatus status =
        new ConsulClusterStatus(
            2L,
            "Running",
            "1.22.7",
            "platform-server-0",
            List.of(new ServerStatus("platform-server-0", true, true, true, "1.22.7")),
            "3/3",
            null,
            null,
            "2026-11-22T00:00:00Z",
            List.of(
                new ConditionBuilder()
                    .withType("Ready")
                    .withStatus("True")
                    .withReason("Ready")
                    .withObservedGeneration(2L)
                    .build()));
    cluster.setStatus(status);

    String yaml = Serialization.asYaml(cluster);

    assertThat(parse(yaml).getStatus()).isEqualTo(status);
    assertThat(yaml).doesNotContain("caSecret", "null");
  }

  private static ConsulCluster parse(String yaml) {
    return Serialization.unmarshal(yaml, ConsulCluster.class);
  }
}
