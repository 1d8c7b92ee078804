package io.cookify.consul.proof.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.cookify.consul.proof.cluster.Cluster;
import io.fabric8.kubernetes.client.Config;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the operator under test and the API server, passes everything on, writes down what
 * the operator changes, and fails when told to. Callers authenticate with a bearer token, which
 * goes through untouched. Watches are streamed line by line; the WebSocket kind is refused with
 * 503, and clients then fall back to the streamed one.
 */
public final class ApiServerProxy implements AutoCloseable {
  /** Headers that belong to one connection, or that the JDK's client sets itself. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "transfer-encoding",
          "upgrade",
          "date");

  private final HttpsServer server;
  private final HttpClient upstream;
  private final URI apiServer;
  private final String certificate;

  private final AtomicInteger accepted = new AtomicInteger();
  private final List<ApiWrite> writes = new CopyOnWriteArrayList<>();
  private final Set<HttpExchange> watches = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Interruption> interruption = new AtomicReference<>();
  private final AtomicReference<@Nullable Refusal> refusal = new AtomicReference<>();
  private final AtomicReference<@Nullable Drop> drop = new AtomicReference<>();
  private volatile Duration latency = Duration.ZERO;
  private volatile boolean away;

  /** After the write of this number, before its answer is passed on. */
  private record Interruption(int number, Runnable action) {}

  /** An answer that is given in the API server's place, so many times. */
  private record Refusal(int status, AtomicInteger left) {}

  /** A watch event that gets lost. */
  private record Drop(String resource, String type) {}

  private ApiServerProxy(
      HttpsServer server, HttpClient upstream, URI apiServer, String certificate) {
    this.server = server;
    this.upstream = upstream;
    this.apiServer = apiServer;
    this.certificate = certificate;
  }

  /** Starts one in front of the cluster's API server, on a free port of 127.0.0.1. */
  public static ApiServerProxy start(Cluster cluster, Path directory) {
    // Without it each small answer waits for the other side's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    var config = Config.fromKubeconfig(cluster.kubeconfig().toFile());
    var own = ProxyCertificate.create(directory);
    try {
      var server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(own.serverContext()));
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      var upstream =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Duration.ofSeconds(10))
              .sslContext(ProxyCertificate.trusting(Objects.requireNonNull(config.getCaCertData())))
              .build();
      var proxy =
          new ApiServerProxy(server, upstream, URI.create(config.getMasterUrl()), own.pemBase64());
      server.createContext("/", proxy::handle);
      server.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A kubeconfig that leads here, for the bearer of this token. */
  public String kubeconfig(String token) {
    return """
        apiVersion: v1
        kind: Config
        current-context: proxy
        clusters:
          - name: proxy
            cluster:
              server: https://127.0.0.1:<port>
              certificate-authority-data: <ca>
        users:
          - name: operator
            user:
              token: <token>
        contexts:
          - name: proxy
            context:
              cluster: proxy
              user: operator
        """
        .replace("<port>", Integer.toString(server.getAddress().getPort()))
        .replace("<ca>", certificate)
        .replace("<token>", token);
  }

  /** The writes that the API server accepted so far, leases left out. */
  public List<ApiWrite> writes() {
    return List.copyOf(writes);
  }

  /**
   * Once the API server has accepted the write of this number, and before the operator hears of it,
   * runs an action. The answer is then never passed on.
   */
  public void afterWrite(int number, Runnable action) {
    interruption.set(new Interruption(number, action));
  }

  /** Answers the next writes with this status instead of passing them on. */
  public void refuseWrites(int status, int times) {
    refusal.set(new Refusal(status, new AtomicInteger(times)));
  }

  /** Whether all refusals that were ordered have happened. */
  public boolean hasRefused() {
    var current = refusal.get();
    return current == null || current.left().get() <= 0;
  }

  /** Holds each request for that long. */
  public void delay(Duration each) {
    latency = each;
  }

  /** Makes the API server unreachable, open watches included, or reachable again. */
  public void away(boolean isAway) {
    away = isAway;
    if (isAway) {
      watches.forEach(HttpExchange::close);
    }
  }

  /**
   * Loses one watch event.
   *
   * @param resource plural, such as {@code statefulsets}
   * @param type ADDED, MODIFIED or DELETED
   */
  public void loseEvent(String resource, String type) {
    drop.set(new Drop(resource, type));
  }

  /** Whether the event that was to get lost has come by. */
  public boolean hasLostEvent() {
    return drop.get() == null;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var call = ApiCall.of(exchange.getRequestMethod(), exchange.getRequestURI());
      if (away) {
        return;
      }
      if (!latency.isZero()) {
        Thread.sleep(latency);
      }
      if (exchange.getRequestHeaders().containsKey("Upgrade")) {
        answer(exchange, 503);
      } else if (call.isWrite() && !call.isLease() && refused(exchange)) {
        return;
      } else if (call.isWatch()) {
        watch(exchange, call);
      } else {
        pass(exchange, call);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(HttpExchange exchange, ApiCall call) throws IOException, InterruptedException {
    var response = upstream.send(request(exchange), HttpResponse.BodyHandlers.ofByteArray());
    if (call.isWrite() && !call.isLease() && response.statusCode() / 100 == 2) {
      var number = accepted.incrementAndGet();
      writes.add(new ApiWrite(number, call.verb(), call.path()));
      var wanted = interruption.get();
      if (wanted != null && wanted.number() == number) {
        wanted.action().run();
        return;
      }
    }
    copyHeaders(response, exchange);
    var body = response.body();
    exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private void watch(HttpExchange exchange, ApiCall call) throws IOException, InterruptedException {
    var response = upstream.send(request(exchange), HttpResponse.BodyHandlers.ofInputStream());
    watches.add(exchange);
    try (var events = new BufferedInputStream(response.body())) {
      copyHeaders(response, exchange);
      exchange.sendResponseHeaders(response.statusCode(), 0);
      var out = exchange.getResponseBody();
      // The client must learn that the watch stands before the first event comes.
      out.flush();
      stream(events, out, call);
    } finally {
      watches.remove(exchange);
    }
  }

  private void stream(InputStream events, OutputStream out, ApiCall call) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int octet = events.read(); octet >= 0 && !away; octet = events.read()) {
      line.write(octet);
      if (octet == '\n') {
        if (!lost(line, call)) {
          out.write(ascii(line.toString(StandardCharsets.UTF_8)));
          out.flush();
        }
        line.reset();
      }
    }
  }

  /**
   * The same JSON without any character that takes more than one byte: fabric8's WatchHTTPManager
   * (7.8) puts a NUL into the text for each byte that decoding saves.
   */
  private static byte[] ascii(String json) {
    var text = new StringBuilder(json.length());
    json.chars()
        .forEach(
            unit -> {
              if (unit < 0x80) {
                text.append((char) unit);
              } else {
                text.append("\\u%04x".formatted(unit));
              }
            });
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private boolean lost(ByteArrayOutputStream line, ApiCall call) {
    var wanted = drop.get();
    return wanted != null
        && call.concerns(wanted.resource())
        && line.toString(StandardCharsets.UTF_8).startsWith("{\"type\":\"" + wanted.type() + "\"")
        && drop.compareAndSet(wanted, null);
  }

  private boolean refused(HttpExchange exchange) throws IOException {
    var wanted = refusal.get();
    if (wanted == null || wanted.left().getAndDecrement() <= 0) {
      return false;
    }
    exchange.getRequestBody().readAllBytes();
    if (wanted.status() == 429) {
      exchange.getResponseHeaders().set("Retry-After", "1");
    }
    answer(exchange, wanted.status());
    return true;
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    var body =
        """
        {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
        "message":"refused on purpose","reason":"%s","code":%d}"""
            .formatted(status == 409 ? "Conflict" : "InternalError", status)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private HttpRequest request(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readAllBytes();
    var request =
        HttpRequest.newBuilder(apiServer.resolve(exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request.build();
  }

  private static void copyHeaders(HttpResponse<?> response, HttpExchange exchange) {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
  }

  @Override
  public void close() {
    away(true);
    server.stop(0);
    upstream.shutdownNow();
  }
}
