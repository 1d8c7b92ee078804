package io.cookify.consul.operator.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShutdownTest {
  @Test
  void partsAreStoppedInReverseOrderOnceAndInSpiteOfFailures() {
    Shutdown shutdown = new Shutdown();
    List<String> stopped = new ArrayList<>();
    shutdown.atEnd("lease", () -> stopped.add("lease"));
    shutdown.atEnd(
        "broken",
        () -> {
          stopped.add("broken");
          throw new IllegalStateException("expected by this test");
        });
    shutdown.atEnd("operator", () -> stopped.add("operator"));
    assertThat(shutdown.notBegun().problem().get()).isNull();

    shutdown.run();
    shutdown.run();

    assertThat(stopped).containsExactly("operator", "broken", "lease");
    assertThat(shutdown.notBegun().problem().get()).isEqualTo("shutting down");
  }
}
