package io.cookify.consul.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentationTest {

  private final Field spec = new Field("spec", Crd.generate().schema().at("/properties/spec"));

  @Test
  void takesADescriptionApart() {
    Field replicas = field("spec.servers.replicas");

    assertThat(Documentation.of(replicas))
        .contains(
            new Documentation(
                "Number of servers: 1 is for trying things out, 3 survives the loss of one, 5 of"
                    + " two, 7 of three.",
                "3",
                "any time; servers join and leave one by one",
                "5"));
  }

  /** Defaults are applied by the types and told by the schema; the two must agree. */
  @Test
  void toldDefaultsAreTheAppliedOnes() {
    JsonNode applied = smallestSpec();
    List<Field> withDefault =
        ReferencePage.ownFields(spec)
            .filter(field -> applied.at(pointer(field)).isValueNode())
            .filter(field -> !field.path().equals("spec.version"))
            .toList();

    assertThat(withDefault).hasSizeGreaterThan(12);
    assertThat(withDefault)
        .allSatisfy(
            field ->
                assertThat(Documentation.of(field).orElseThrow().defaultValue())
                    .as(field.path())
                    // More than the value may follow, like "87600h (ten years)".
                    .matches(applied.at(pointer(field)).asText() + "( .*)?"));
  }

  @Test
  void defaultsInTheSchemaAreTheAppliedOnes() {
    JsonNode applied = smallestSpec();

    assertThat(spec.tree().filter(field -> field.schema().has("default")))
        .hasSize(2)
        .allSatisfy(
            field ->
                assertThat(field.schema().get("default")).isEqualTo(applied.at(pointer(field))));
  }

  private static JsonNode smallestSpec() {
    ConsulCluster smallest =
        Serialization.unmarshal(
            """
            apiVersion: consul.cookify.io/v1alpha1
            kind: ConsulCluster
            metadata: {name: platform}
            spec: {version: 1.22.7}
            """,
            ConsulCluster.class);
    return Serialization.unmarshal(Serialization.asJson(smallest.getSpec()), JsonNode.class);
  }

  private Field field(String path) {
    return spec.tree().filter(field -> field.path().equals(path)).findFirst().orElseThrow();
  }

  private static String pointer(Field field) {
    return field.path().substring("spec".length()).replace('.', '/');
  }
}
