package io.cookify.consul.operator.cluster.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectNamesTest {

  @Test
  void coverEveryNameOfTheServers() {
    SubjectNames names =
        SubjectNames.ofServers("platform", "infra", "dc1", "consul", List.of("Consul.Example.COM"));

    assertThat(names.dnsNames())
        .containsExactlyInAnyOrder(
            "server.dc1.consul",
            "localhost",
            "platform-server",
            "platform-server.infra",
            "platform-server.infra.svc",
            "platform-server.infra.svc.cluster.local",
            "*.platform-server",
            "*.platform-server.infra",
            "*.platform-server.infra.svc",
            "*.platform-server.infra.svc.cluster.local",
            "platform-ui",
            "platform-ui.infra",
            "platform-ui.infra.svc",
            "platform-ui.infra.svc.cluster.local",
            "platform-expose",
            "platform-expose.infra",
            "platform-expose.infra.svc",
            "platform-expose.infra.svc.cluster.local",
            "consul.example.com");
    assertThat(names.ipAddresses()).containsExactlyInAnyOrder("127.0.0.1", "0:0:0:0:0:0:0:1");
  }
}
