package io.cookify.consul.api.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.testing.ApiServer;
import io.cookify.consul.testing.ApiServerExtension;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API server makes of good and bad resources: nothing of ours runs, only the schema. */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdmissionIT {

  private static final String NAMESPACE = "admission";

  /** A row of refused.yaml. */
  record Refused(
      String why,
      @Nullable String name,
      String at,
      String says,
      @Nullable Map<String, Object> before,
      @Nullable Map<String, Object> spec) {

    @Override
    public String toString() {
      return at + ": " + why;
    }
  }

  /** A row of accepted.yaml. */
  record Accepted(String why, @Nullable String name, List<Map<String, Object>> steps) {

    @Override
    public String toString() {
      return why;
    }
  }

  private final ApiServer server;

  AdmissionIT(ApiServer server) {
    this.server = server;
  }

  @BeforeAll
  void install() {
    InstalledCrd.in(server, NAMESPACE);
  }

  static Stream<Refused> refused() {
    return rows("refused.yaml", new TypeReference<List<Refused>>() {});
  }

  static Stream<Accepted> accepted() {
    return rows("accepted.yaml", new TypeReference<List<Accepted>>() {});
  }

  private static <T> Stream<T> rows(String table, TypeReference<List<T>> type) {
    Object yaml =
        Serialization.unmarshal(AdmissionIT.class.getResourceAsStream(table), Object.class);
    return new ObjectMapper().convertValue(yaml, type).stream();
  }

  @Test
  void tableIsLong() {
    assertThat(refused()).hasSizeGreaterThanOrEqualTo(45);
  }

  @ParameterizedTest
  @MethodSource
  void refused(Refused row) {
    String name = row.name() == null ? uniqueName() : row.name();
    if (row.before() != null) {
      apply(name, row.before());
    }

    assertThatThrownBy(() -> apply(name, row.spec()))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(row.at())
        .hasMessageContaining(row.says());
  }

  @ParameterizedTest
  @MethodSource
  void accepted(Accepted row) {
    String name = row.name() == null ? uniqueName() : row.name();
    for (Map<String, Object> spec : row.steps()) {
      assertThat(apply(name, spec).<Object>get("spec")).isInstanceOf(Map.class);
    }

    // What the schema admits, the operator's types can read.
    ConsulCluster read =
        server.admin().resources(ConsulCluster.class).inNamespace(NAMESPACE).withName(name).get();
    assertThat(read.getSpec().servers().replicas()).isOdd();
  }

  private GenericKubernetesResource apply(String name, @Nullable Map<String, Object> spec) {
    GenericKubernetesResourceBuilder cluster =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(ConsulCluster.GROUP + "/" + ConsulCluster.VERSION)
            .withKind("ConsulCluster")
            .withNewMetadata()
            .withName(name)
            .withNamespace(NAMESPACE)
            .endMetadata();
    if (spec != null) {
      cluster.addToAdditionalProperties("spec", spec);
    }
    return server
        .admin()
        .resource(cluster.build())
        .fieldValidation(FieldValidateable.Validation.STRICT)
        .serverSideApply();
  }

  private static String uniqueName() {
    return "c" + UUID.randomUUID();
  }
}
