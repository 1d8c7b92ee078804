package io.cookify.consul.operator.consul;

import static io.cookify.consul.operator.consul.FakeServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ecwid.consul.SingleUrlParameters;
import com.ecwid.consul.v1.ConsulClient;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.http.impl.client.CloseableHttpClient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire: mistake 15, a token in a URL, is impossible. */
class ConsulWireTest {

  private static final Token TOKEN = Token.random();
  private static final Token OTHER = Token.random();
  private static final String NAME = "platform-server-0";

  @ParameterizedTest
  @MethodSource("calls")
  void sendsTheTokenInTheHeaderAndNowhereElse(Method call) throws Exception {
    List<FakeServer.Seen> requests = requests(call, TOKEN);

    assertThat(requests)
        .isNotEmpty()
        .allSatisfy(
            request -> {
              assertThat(request.tokens()).containsExactly(TOKEN.secret());
              assertThat(request.line()).doesNotContain("token=", TOKEN.secret(), OTHER.secret());
            });
  }

  @ParameterizedTest
  @MethodSource("calls")
  void sendsNoHeaderWithoutAToken(Method call) throws Exception {
    assertThat(requests(call, null))
        .isNotEmpty()
        .allSatisfy(request -> assertThat(request.tokens()).isEmpty());
  }

  static Stream<Method> calls() {
    return Arrays.stream(Consul.class.getMethods());
  }

  private static List<FakeServer.Seen> requests(Method call, @Nullable Token token)
      throws Exception {
    try (FakeServer server = FakeServer.answering(NAME, says(200, "{}"));
        ConsulClients clients = new ConsulClients()) {
      Consul consul = clients.connect("consul/platform", access(server, token));
      Object[] arguments =
          Arrays.stream(call.getParameterTypes()).map(ConsulWireTest::argument).toArray();
      try {
        call.invoke(consul, arguments);
      } catch (InvocationTargetException e) {
        // The answer fits few of the questions; here only the question counts.
        assertThat(e.getCause()).isInstanceOf(ConsulGarbled.class);
      }
      return server.requests();
    }
  }

  private static Object argument(Class<?> type) {
    if (type == String.class) {
      return NAME;
    } else if (type == boolean.class) {
      return true;
    } else if (type == Token.class) {
      return OTHER;
    } else if (type == AclPolicy.class) {
      return new AclPolicy("id", "name", "", "", Map.of());
    } else if (type == AclToken.class) {
      return AclToken.wish("accessor", OTHER, "", List.of());
    } else if (type == AutopilotConfiguration.class) {
      return new AutopilotConfiguration(true, Duration.ZERO, 0, 0, Duration.ZERO, 0, Map.of());
    }
    throw new AssertionError("say what to pass for a " + type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "TOKEN", "Token"})
  void refusesATokenInAUrl(String parameter) throws Exception {
    try (FakeServer server = FakeServer.answering(NAME, says(200, "[]"));
        ConnectionPool pool = new ConnectionPool(FakeServer.CA.certificatePem());
        CloseableHttpClient http =
            Transport.open(pool, List.of(server.address()), TOKEN, Limits.CONTROL)) {
      OperatorRawClient raw = new OperatorRawClient(http, server.address());

      refused(
          () ->
              raw.makeGetRequest(
                  "/v1/status/leader", new SingleUrlParameters(parameter, OTHER.secret())));
      refused(() -> raw.call(Request.get("status", "leader").with(parameter, OTHER.secret())));
      refused(() -> raw.makeGetRequest("/v1/status/leader?%74oken=" + OTHER.secret()));
      refused(() -> new ConsulClient(raw).getKVValue("key", OTHER.secret()));
      refused(() -> new ConsulClient(raw).setKVValue("key", "value", OTHER.secret(), null));
      assertThat(server.requests()).isEmpty();
    }
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("token in its URL")
        .hasMessageNotContaining(OTHER.secret());
  }

  @Test
  void encodesWhatItPutsIntoThePath() {
    try (FakeServer server = FakeServer.answering(NAME, says(404, ""));
        ConsulClients clients = new ConsulClients()) {
      Consul consul = clients.connect("consul/platform", access(server, TOKEN));

      assertThat(consul.value("a b/ü?recurse&token=x#y%2F")).isEmpty();

      assertThat(server.requests())
          .extracting(FakeServer.Seen::line)
          .containsExactly("GET /v1/kv/a%20b/%C3%BC%3Frecurse%26token%3Dx%23y%252F");
    }
  }

  @Test
  void keepsEcwidsLoggerSilent() {
    try (ConsulClients clients = new ConsulClients()) {
      clients.connect(
          "consul/platform",
          new ConsulAccess(
              List.of(new ConsulServer(NAME, "h", "127.0.0.1")),
              FakeServer.CA.certificatePem(),
              TOKEN));
    }

    assertThat(
            Logger.getLogger("com.ecwid.consul.transport.AbstractHttpTransport")
                .isLoggable(Level.SEVERE))
        .isFalse();
  }

  @Test
  void showsNoSecretInText() {
    ConsulAccess access = new ConsulAccess(List.of(), "", TOKEN);
    AclToken token = AclToken.wish("accessor", TOKEN, "of the test", List.of("one", "two"));

    assertThat(access + " " + token + " " + TOKEN + new BootstrapResult.Bootstrapped(token))
        .contains("redacted", "accessor", "one, two")
        .doesNotContain(TOKEN.secret());
    assertThat(Request.put("acl", "token").body(token).toString()).isEqualTo("PUT /v1/acl/token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "line\nbreak", "ü", "\u0000"})
  void acceptsNoTokenThatCouldNotStandInAHeader(String secret) {
    assertThatThrownBy(() -> new Token(secret)).isInstanceOf(IllegalArgumentException.class);
  }

  private static ConsulAccess access(FakeServer server, @Nullable Token token) {
    return new ConsulAccess(List.of(server.address()), FakeServer.CA.certificatePem(), token);
  }
}
