package io.cookify.consul.operator.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cookify.consul.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterReasonTest {

  @Test
  void theReferencePageListsExactlyTheReasonsThereAre() throws IOException {
    List<String> rows =
        Files.readAllLines(Repository.root().resolve("docs/reference/reasons.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();
    List<String> wanted =
        Arrays.stream(ClusterReason.values())
            .map(reason -> "| `%s` | %s |".formatted(reason.word(), reason.meaning()))
            .toList();
    assertThat(rows).isEqualTo(wanted);
  }
}
