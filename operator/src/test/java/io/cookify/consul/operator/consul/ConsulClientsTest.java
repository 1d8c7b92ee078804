package io.cookify.consul.operator.consul;

import static io.cookify.consul.operator.consul.FakeServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsulClientsTest {

  private static final String LEADER = "\"10.0.0.1:8300\"";

  private final AtomicLong now = new AtomicLong();
  private final ConsulClients clients = new ConsulClients(now::get, Limits.CONTROL);

  @AfterEach
  void close() {
    clients.close();
  }

  @Test
  void keepsConnectionsBetweenReconciliationsWhateverTheToken() {
    try (FakeServer server = FakeServer.answering("platform-server-0", says(200, LEADER))) {
      connect("a/b", server, Token.random()).leader();
      connect("a/b", server, Token.random()).leader();

      assertThat(server.requests()).extracting(FakeServer.Seen::clientPort).hasSize(2);
      assertThat(server.requests().stream().map(FakeServer.Seen::clientPort).distinct()).hasSize(1);
      assertThat(server.requests().stream().map(FakeServer.Seen::tokens).distinct()).hasSize(2);
      assertThat(clients.open()).isEqualTo(1);
    }
  }

  @Test
  void dialsTheNewAddressOfAServerThatMoved() {
    try (FakeServer before = FakeServer.answering("platform-server-0", says(200, LEADER));
        FakeServer after = FakeServer.answering("platform-server-0", says(200, LEADER))) {
      connect("a/b", before, null).leader();
      connect("a/b", after, null).leader();

      assertThat(before.requests()).hasSize(1);
      assertThat(after.requests()).hasSize(1);
      assertThat(clients.open()).isEqualTo(1);
    }
  }

  @Test
  void trustsTheNewCaOnlyOnceItIsReplaced() {
    var newCa = FakeServer.authority();
    try (FakeServer before = FakeServer.answering("platform-server-0", says(200, LEADER));
        FakeServer after =
            new FakeServer(
                "platform-server-0",
                FakeServer.certificate(newCa, "platform", Clock.systemUTC()),
                says(200, LEADER))) {
      Consul old = connect("a/b", before, null);
      old.leader();

      ConsulAccess access =
          new ConsulAccess(
              List.of(after.address(), before.address()), newCa.certificatePem(), null);
      assertThat(clients.connect("a/b", access).leader()).isPresent();
      assertThatThrownBy(
              () ->
                  clients
                      .connect(
                          "a/b",
                          new ConsulAccess(List.of(before.address()), newCa.certificatePem(), null))
                      .leader())
          .isInstanceOf(ConsulUntrusted.class);

      assertThat(old.leader()).as("a request of another thread may finish").isPresent();
      assertThat(clients.open()).isEqualTo(2);
      now.addAndGet(Duration.ofSeconds(31).toNanos());
      clients.connect("a/b", access);
      assertThat(clients.open()).isEqualTo(1);
      assertThatThrownBy(old::leader)
          .isInstanceOf(ConsulUnavailable.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void closesWhatNobodyUses() {
    try (FakeServer server = FakeServer.answering("platform-server-0", says(200, LEADER))) {
      connect("a/gone", server, null);
      now.addAndGet(Duration.ofMinutes(6).toNanos());
      connect("a/used", server, null);
      assertThat(clients.open()).isEqualTo(2);
      now.addAndGet(Duration.ofMinutes(6).toNanos());
      connect("a/used", server, null);

      assertThat(clients.open()).isEqualTo(1);
    }
  }

  @Test
  void forgetsAClusterThatIsGone() {
    try (FakeServer server = FakeServer.answering("platform-server-0", says(200, LEADER))) {
      Consul consul = connect("a/b", server, null);

      clients.forget("a/b");
      clients.forget("never/heard");

      assertThat(clients.open()).isZero();
      assertThatThrownBy(consul::leader).isInstanceOf(ConsulUnavailable.class);
    }
  }

  @Test
  void isOfNoUseOnceClosed() {
    try (FakeServer server = FakeServer.answering("platform-server-0", says(200, LEADER))) {
      Consul consul = connect("a/b", server, null);

      clients.close();

      assertThat(clients.open()).isZero();
      assertThatThrownBy(consul::leader).isInstanceOf(ConsulUnavailable.class);
      assertThatThrownBy(() -> connect("a/b", server, null))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void dialsNothingButIpAddresses() {
    assertThatThrownBy(() -> new ConsulServer("s", "s", "consul.example.com"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new ConsulServer("s", "s", "fd00::1").port()).isEqualTo(8501);
  }

  private Consul connect(String key, FakeServer server, @Nullable Token token) {
    return clients.connect(
        key, new ConsulAccess(List.of(server.address()), FakeServer.CA.certificatePem(), token));
  }
}
