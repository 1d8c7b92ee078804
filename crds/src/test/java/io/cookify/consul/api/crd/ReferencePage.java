package io.cookify.consul.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reference of the resource, in Markdown, made of the schema alone. */
final class ReferencePage {

  static final String FILE = "docs/reference/consulcluster.md";

  /** Fields whose type is Kubernetes' own: the page names them and leaves the rest to its docs. */
  private static final Set<String> KUBERNETES_FIELDS =
      Set.of("affinity", "resources", "tolerations", "topologySpread", "conditions");

  private final JsonNode crd;
  private final Field spec;
  private final Field status;
  private final Field root;

  ReferencePage(Crd crd) {
    this.crd = crd.tree();
    root = new Field("", crd.schema());
    spec = new Field("spec", crd.schema().at("/properties/spec"));
    status = new Field("status", crd.schema().at("/properties/status"));
  }

  /** The fields that are ours to explain: all below it but those of Kubernetes' own types. */
  static Stream<Field> ownFields(Field field) {
    return field
        .children()
        .flatMap(
            child ->
                child.isElement()
                    ? ownFields(child)
                    : Stream.concat(
                        Stream.of(child),
                        KUBERNETES_FIELDS.contains(name(child)) ? Stream.of() : ownFields(child)));
  }

  String markdown() {
    return introduction() + fieldsOfSpec() + rules() + fieldsOfStatus() + columns();
  }

  private String introduction() {
    return """
      # ConsulCluster

      <!-- Generated from the CRD by `make crds`. -->

      %s

      | | |
      | --- | --- |
      | API version | `%s/%s` |
      | Kind | `%s` |
      | Short name | `%s` |
      | Scope | a namespace |

      `kubectl explain consulcluster.spec` shows the same in the terminal, down to the last field.

      """
        .formatted(
            root.description(),
            crd.at("/spec/group").asText(),
            crd.at("/spec/versions/0/name").asText(),
            crd.at("/spec/names/kind").asText(),
            crd.at("/spec/names/shortNames/0").asText());
  }

  private String fieldsOfSpec() {
    List<String> rows = new ArrayList<>();
    ownFields(spec).forEach(field -> rows.add(row(field)));
    return """
        ## Spec

        %s

        "Change" tells whether a value may change after creation and what follows. This version holds
        changes back that restart, add, remove or re-key running servers or agents, or grow their
        volumes: the condition `Stalled` names the field.

        | Field | Type | Default | Change | Description |
        | --- | --- | --- | --- | --- |
        %s

        """
        .formatted(spec.description(), String.join("\n", rows));
  }

  private static String row(Field field) {
    return Documentation.of(field)
        .map(
            docs ->
                row(
                    code(field.path()),
                    type(field),
                    docs.defaultValue(),
                    docs.change(),
                    docs.text() + " Example: " + code(docs.example())))
        .orElseGet(() -> row(code(field.path()), type(field), "", "", field.description()));
  }

  /** What the API server refuses beyond types, bounds and formats. */
  private String rules() {
    List<String> rows = new ArrayList<>();
    rulesOf(root).forEach(rows::add);
    Stream.concat(Stream.of(spec), ownFields(spec))
        .flatMap(
            field ->
                KUBERNETES_FIELDS.contains(name(field))
                    ? field.tree().flatMap(ReferencePage::rulesOf)
                    : rulesOf(field))
        .distinct()
        .forEach(rows::add);
    return """
        ## Refused at `kubectl apply`

        Beside wrong types, formats and bounds, the API server refuses what breaks one of these:

        | Field | Rule |
        | --- | --- |
        %s

        """
        .formatted(String.join("\n", rows));
  }

  private static Stream<String> rulesOf(Field field) {
    return field
        .schema()
        .path("x-kubernetes-validations")
        .valueStream()
        .map(
            rule ->
                row(
                    code((field.path() + rule.path("fieldPath").asText()).replaceFirst("^\\.", "")),
                    rule.get("message").asText()));
  }

  private String fieldsOfStatus() {
    return """
        ## Status

        %s

        | Field | Type | Description |
        | --- | --- | --- |
        %s

        """
        .formatted(
            status.description(),
            ownFields(status)
                .map(field -> row(code(field.path()), type(field), field.description()))
                .collect(Collectors.joining("\n")));
  }

  private String columns() {
    return """
        ## Columns of `kubectl get`

        | Column | Shown | Meaning |
        | --- | --- | --- |
        %s
        """
        .formatted(
            crd.at("/spec/versions/0/additionalPrinterColumns")
                .valueStream()
                .map(
                    column ->
                        row(
                            column.get("name").asText().toUpperCase(Locale.ROOT),
                            column.has("priority") ? "with `-o wide`" : "always",
                            column.get("description").asText()))
                .collect(Collectors.joining("\n")));
  }

  private static String type(Field field) {
    JsonNode schema = field.schema();
    if (KUBERNETES_FIELDS.contains(name(field))) {
      return "Kubernetes " + (schema.has("items") ? "list" : "object");
    }
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return "quantity";
    }
    if (schema.has("enum")) {
      return schema
          .get("enum")
          .valueStream()
          .map(v -> code(v.asText()))
          .collect(Collectors.joining(", "));
    }
    if (schema.has("items")) {
      return "list of " + plural(schema.get("items"));
    }
    if (schema.has("additionalProperties")) {
      return "map of " + plural(schema.get("additionalProperties"));
    }
    return schema.get("type").asText();
  }

  private static String plural(JsonNode element) {
    return element.get("type").asText() + "s";
  }

  private static String name(Field field) {
    return field.path().substring(field.path().lastIndexOf('.') + 1);
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String row(String... cells) {
    return Stream.of(cells)
        .map(cell -> cell.replace("|", "\\|").replace("<", "&lt;"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
