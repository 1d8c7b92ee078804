package io.cookify.consul.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cookify.consul.testing.GeneratedFile;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrdTest {

  /** Client-side apply keeps a copy in an annotation, and all annotations share 256 KiB. */
  private static final int MAX_COMPACT_BYTES = 180_000;

  private final Crd crd = Crd.generate();

  @Test
  void committedFileIsWhatTheTypesGenerate() {
    GeneratedFile.requireUpToDate(Crd.FILE, crd.yaml());
  }

  @Test
  void yamlReadsBackAsTheDefinition() {
    assertThat(Serialization.unmarshal(crd.yaml(), JsonNode.class).toString())
        .isEqualTo(crd.compactJson());
  }

  @Test
  void isSmallEnoughForClientSideApply() {
    assertThat(crd.compactJson().getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(MAX_COMPACT_BYTES);
  }

  @Test
  void canBeCopiedIntoAChartsTemplate() {
    assertThat(crd.yaml()).doesNotContain("{{");
  }

  @Test
  void everyFieldIsDescribed() {
    assertThat(fields().filter(field -> !field.isElement()).filter(f -> f.description().isBlank()))
        .isEmpty();
  }

  @Test
  void everyFieldOfTheSpecTellsDefaultChangeAndExample() {
    assertThat(
            ReferencePage.ownFields(spec())
                .filter(field -> !field.isObject())
                .filter(field -> Documentation.of(field).isEmpty())
                .map(Field::path))
        .isEmpty();
  }

  @Test
  void everyFieldIsBounded() {
    assertThat(fields().filter(field -> !isBounded(field.schema())).map(Field::path)).isEmpty();
  }

  private static boolean isBounded(JsonNode schema) {
    if (schema.has("additionalProperties")) {
      return schema.has("maxProperties");
    }
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return schema.has("maxLength");
    }
    return switch (schema.path("type").asText()) {
      case "string" -> schema.has("maxLength") || schema.has("enum");
      case "array" -> schema.has("maxItems");
      case "integer" -> schema.has("minimum");
      case "object", "boolean" -> true;
      default -> false;
    };
  }

  private Field spec() {
    return new Field("spec", crd.schema().at("/properties/spec"));
  }

  private Stream<Field> fields() {
    Field status = new Field("status", crd.schema().at("/properties/status"));
    return Stream.concat(spec().tree(), status.tree());
  }
}
