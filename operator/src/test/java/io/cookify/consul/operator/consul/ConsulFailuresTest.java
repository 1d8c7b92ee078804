package io.cookify.consul.operator.consul;

import static io.cookify.consul.operator.consul.FakeServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpHandler;
import io.cookify.consul.operator.cluster.pki.ServerCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the caller gets to know when servers misbehave. */
class ConsulFailuresTest {

  private static final Token TOKEN = Token.random();
  private static final String LEADER = "\"10.0.0.1:8300\"";

  /** Short enough for a test, long enough for a busy machine to shake hands. */
  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(2), Duration.ofMillis(700), Duration.ofSeconds(1), 1024 * 1024);

  private final ConsulClients clients = new ConsulClients(System::nanoTime, LIMITS);
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void close() {
    end.countDown();
    clients.close();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | No cluster leader | ConsulUnavailable",
        "500 | rpc error making call: EOF | ConsulUnavailable",
        "500 | something new | ConsulUnavailable",
        "502 | Bad Gateway | ConsulUnavailable",
        "503 | rate limit exceeded | ConsulUnavailable",
        "429 | Your IP is issuing too many concurrent connections | ConsulUnavailable",
        "403 | Permission denied: token lacks permission | ConsulDenied",
        "403 | rpc error making call: ACL not found | ConsulDenied",
        "500 | rpc error making call: ACL not found | ConsulDenied",
        "500 | rpc error making call: Permission denied | ConsulDenied",
        "400 | Missing node name | ConsulRejected",
        "401 | ACL support disabled | ConsulRejected",
        "404 | Invalid URL path: not a recognized HTTP API endpoint | ConsulRejected",
        "405 | method DELETE not allowed | ConsulRejected",
        "500 | rpc error making call: Invalid Policy: A Policy with Name x already exists | ConsulRejected",
        "500 | Failed to parse ACL rules: At 1:13: expected: IDENT | ConsulRejected",
        "301 | <a href=\"/ui/\">Moved</a> | ConsulGarbled",
        "200 | not JSON | ConsulGarbled",
        "200 | {\"Healthy\":tr | ConsulGarbled",
        "200 | {\"Healthy\":true} trailing | ConsulGarbled",
        "200 | {\"Healthy\":true} | ConsulGarbled",
        "200 | {\"Servers\":[]} | ConsulGarbled",
        "200 | null | ConsulGarbled",
        "204 | '' | ConsulGarbled"
      })
  void sortsAnswers(int status, String body, String expected) {
    try (FakeServer server = FakeServer.answering("platform-server-0", says(status, body))) {
      Consul consul = connect(server.address());

      assertThatThrownBy(consul::autopilotState)
          .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(expected))
          .hasMessageContaining("GET /v1/operator/autopilot/state at platform-server-0");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | No cluster leader | ConsulUnavailable",
        "403 | Permission denied | ConsulDenied",
        "400 | Bad request | ConsulRejected",
        "302 | '' | ConsulGarbled",
        "200 | not JSON | ConsulGarbled"
      })
  void sortsTheAnswersThatEcwidReads(int status, String body, String expected) {
    try (FakeServer server = FakeServer.answering("platform-server-0", says(status, body))) {
      Consul consul = connect(server.address());

      assertThatThrownBy(consul::peers)
          .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(expected))
          .hasMessageContaining("GET /v1/status/peers at platform-server-0");
    }
  }

  @Test
  void followsNoRedirect() {
    HttpHandler redirect =
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/v1/elsewhere");
          says(307, "").handle(exchange);
        };
    try (FakeServer server = FakeServer.answering("platform-server-0", redirect)) {
      Consul consul = connect(server.address());

      assertThatThrownBy(consul::leader).isInstanceOf(ConsulGarbled.class);
      assertThatThrownBy(() -> consul.reload("platform-server-0"))
          .isInstanceOf(ConsulGarbled.class);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource
  void noticesBodiesThatDoNotEndWell(HttpHandler handler, Class<? extends ConsulException> type) {
    try (FakeServer server = FakeServer.answering("platform-server-0", handler)) {
      Consul consul = connect(server.address());

      assertThatThrownBy(consul::autopilotState).isInstanceOf(type);
      assertThatThrownBy(consul::leader).isInstanceOf(type);
    }
  }

  static Stream<Arguments> noticesBodiesThatDoNotEndWell() {
    HttpHandler half =
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(LEADER.getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          throw new IOException("hang up in the middle");
        };
    HttpHandler huge =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          endless(exchange.getResponseBody(), new byte[64 * 1024], 0);
        };
    HttpHandler drip =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          endless(exchange.getResponseBody(), new byte[] {' '}, 50);
        };
    return Stream.of(
        Arguments.of(half, ConsulGarbled.class),
        Arguments.of(huge, ConsulGarbled.class),
        Arguments.of(drip, ConsulUnavailable.class));
  }

  /** Writes until the client hangs up. */
  private static void endless(OutputStream out, byte[] piece, long pauseMillis) throws IOException {
    try {
      while (true) {
        out.write(piece);
        out.flush();
        Thread.sleep(pauseMillis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void doesNotWaitForAServerThatIsTooSlow() {
    try (FakeServer server = FakeServer.answering("platform-server-0", silent())) {
      Consul consul = connect(server.address());

      ConsulUnavailable e = catchThrowableOfType(ConsulUnavailable.class, consul::autopilotState);
      assertThat(e).hasMessageContaining("no answer in time");
      assertThat(e.neverSent()).isFalse();
    }
  }

  @Test
  void trustsNobodyElsesCa() {
    ServerCertificate foreign =
        FakeServer.certificate(FakeServer.authority(), "platform", Clock.systemUTC());
    try (FakeServer server = new FakeServer("platform-server-0", foreign, says(200, LEADER))) {
      untrusted(server);
    }
  }

  @Test
  void trustsNobodyElsesName() {
    ServerCertificate other = FakeServer.certificate("other", Clock.systemUTC());
    try (FakeServer server = new FakeServer("platform-server-0", other, says(200, LEADER))) {
      untrusted(server);
    }
  }

  @Test
  void trustsNoExpiredCertificate() {
    Clock yesterday = Clock.offset(Clock.systemUTC(), Duration.ofDays(-1));
    ServerCertificate expired = FakeServer.certificate("platform", yesterday);
    try (FakeServer server = new FakeServer("platform-server-0", expired, says(200, LEADER))) {
      untrusted(server);
    }
  }

  private void untrusted(FakeServer server) {
    Consul consul = connect(server.address());

    assertThatThrownBy(consul::leader)
        .isInstanceOf(ConsulUntrusted.class)
        .hasMessageContaining("GET /v1/status/leader at platform-server-0: not to be trusted");
    assertThatThrownBy(() -> consul.bootstrapAcl(TOKEN)).isInstanceOf(ConsulUntrusted.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void wantsACaThatCanBeRead() {
    for (String ca : List.of("", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n")) {
      assertThatThrownBy(() -> clients.connect("a/b", new ConsulAccess(List.of(), ca, null)))
          .isInstanceOf(ConsulUntrusted.class);
    }
  }

  @Test
  void knowsWhenNothingWasSent() throws IOException {
    ConsulServer nobody = nobody();
    assertThat(catchThrowableOfType(ConsulUnavailable.class, connect(nobody)::leader).neverSent())
        .isTrue();
    assertThat(catchThrowableOfType(ConsulUnavailable.class, connect()::leader).neverSent())
        .isTrue();
    try (ServerSocket hangsUp = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  while (true) {
                    hangsUp.accept().close();
                  }
                } catch (IOException closed) {
                  // The test is over.
                }
              });
      ConsulServer server = new ConsulServer("s", "s", "127.0.0.1", hangsUp.getLocalPort());
      assertThat(catchThrowableOfType(ConsulUnavailable.class, connect(server)::leader).neverSent())
          .isTrue();
    }
  }

  @Test
  void readsFromTheNextServerAndStaysThere() throws IOException {
    try (FakeServer leaderless =
            FakeServer.answering("platform-server-1", says(500, "No cluster leader"));
        FakeServer good = FakeServer.answering("platform-server-2", says(200, LEADER))) {
      Consul consul = connect(nobody(), leaderless.address(), good.address());

      assertThat(consul.leader()).contains("10.0.0.1:8300");
      assertThat(consul.leader()).contains("10.0.0.1:8300");

      assertThat(leaderless.requests()).hasSize(1);
      assertThat(good.requests()).hasSize(2);
    }
  }

  @Test
  void writesOnceAtMost() throws IOException {
    try (FakeServer broken = FakeServer.answering("platform-server-1", says(500, "EOF"));
        FakeServer slow = FakeServer.answering("platform-server-1", silent());
        FakeServer good = FakeServer.answering("platform-server-2", says(200, "true"))) {
      AutopilotConfiguration wish = configuration();

      for (FakeServer first : List.of(broken, slow)) {
        Consul consul = connect(nobody(), first.address(), good.address());
        assertThatThrownBy(() -> consul.setAutopilotConfiguration(wish))
            .isInstanceOf(ConsulUnavailable.class);
        assertThat(first.requests()).hasSize(1);
      }
      assertThat(good.requests()).isEmpty();

      assertThat(connect(nobody(), good.address()).setAutopilotConfiguration(wish)).isTrue();
      assertThat(good.requests())
          .extracting(FakeServer.Seen::line)
          .containsExactly("PUT /v1/operator/autopilot/configuration?cas=7");
    }
  }

  @Test
  void asksNobodyElseWhenItIsDenied() {
    try (FakeServer denies =
            FakeServer.answering("platform-server-0", says(403, "Permission denied"));
        FakeServer good = FakeServer.answering("platform-server-1", says(200, LEADER))) {
      assertThatThrownBy(connect(denies.address(), good.address())::leader)
          .isInstanceOf(ConsulDenied.class);
      assertThat(good.requests()).isEmpty();
    }
  }

  @Test
  void namesEveryServerThatFailed() throws IOException {
    try (FakeServer broken =
        FakeServer.answering("platform-server-1", says(500, "No cluster leader"))) {
      assertThatThrownBy(connect(nobody(), broken.address())::leader)
          .isInstanceOf(ConsulUnavailable.class)
          .hasMessageContaining("at platform-server-0: no connection")
          .hasMessageContaining("at platform-server-1: 500 No cluster leader");
    }
  }

  @Test
  void repeatsNoSecretOfAnAnswer() {
    String key = "pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s=";
    String body = "token " + TOKEN.secret() + "\n\u0007 and key " + key + " " + "x".repeat(900);
    try (FakeServer server = FakeServer.answering("platform-server-0", says(500, body))) {
      assertThatThrownBy(connect(server.address())::autopilotState)
          .message()
          .contains("token <redacted> and key <redacted>")
          .doesNotContain(TOKEN.secret(), key)
          .hasSizeLessThan(400);
    }
  }

  /** Takes the request and never answers. */
  private HttpHandler silent() {
    return exchange -> {
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      exchange.close();
    };
  }

  private Consul connect(ConsulServer... servers) {
    return clients.connect(
        "consul/platform",
        new ConsulAccess(List.of(servers), FakeServer.CA.certificatePem(), TOKEN));
  }

  /** A server that is down. */
  private static ConsulServer nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return new ConsulServer("platform-server-0", "s", "127.0.0.1", socket.getLocalPort());
    }
  }

  private static AutopilotConfiguration configuration() {
    return new AutopilotConfiguration(
        true, Duration.ofMillis(200), 250, 2, Duration.ofSeconds(10), 7, Map.of());
  }
}
