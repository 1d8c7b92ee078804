package io.cookify.consul.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.cookify.consul.testing.GeneratedFile;
import org.junit.jupiter.api.Test;

class ReferencePageTest {

  private final String page = new ReferencePage(Crd.generate()).markdown();

  @Test
  void committedPageIsWhatTheCrdSays() {
    GeneratedFile.requireUpToDate(ReferencePage.FILE, page);
  }

  @Test
  void tellsTypeDefaultChangeAndRulesOfAField() {
    assertThat(page)
        .contains("| `spec.servers.replicas` | integer | 3 | any time; servers join and leave")
        .contains("| `spec.servers.replicas` | must be odd")
        .contains("| `spec.datacenter` | string | dc1 | refused,")
        .contains("| `status.conditions` | Kubernetes list |")
        .contains("| LEADER | always |");
  }
}
