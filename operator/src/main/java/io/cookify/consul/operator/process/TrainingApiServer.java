package io.cookify.consul.operator.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Just enough of a Kubernetes API server for a training run ({@code --train}): it keeps what is
 * written, lists it, and answers every watch with silence. No defaults, no validation, no ownership
 * of fields: nothing to test against.
 *
 * <p>A training run makes the AOT cache know the classes that a start needs, TLS among them; hence
 * HTTPS.
 */
public final class TrainingApiServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GROUP_VERSION = "^/(api/v1|apis/[^/]+/[^/]+)/";

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, ObjectNode> objects = new ConcurrentSkipListMap<>();
  private final AtomicLong version = new AtomicLong();

  /**
   * Starts on a free port of the loopback interface.
   *
   * @param tls with a certificate for 127.0.0.1
   * @throws UncheckedIOException when no port can be bound
   */
  public TrainingApiServer(SSLContext tls) {
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on the loopback interface", e);
    }
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where it listens. */
  public String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How many objects were written so far. */
  public int size() {
    return objects.size();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private record Answer(int code, JsonNode body) {}

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=true")) {
        keepSilent(exchange);
        return;
      }
      Answer answer = answer(exchange);
      byte[] body = answer.body().toString().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.code(), body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The client tries a WebSocket first and takes a plain 200 as word to watch without one. */
  private void keepSilent(HttpExchange exchange) throws IOException, InterruptedException {
    boolean webSocket = exchange.getRequestHeaders().containsKey("Upgrade");
    exchange.sendResponseHeaders(200, webSocket ? -1 : 0);
    if (!webSocket) {
      exchange.getResponseBody().flush();
      closed.await();
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean status = path.endsWith("/status");
    String key = status ? path.substring(0, path.length() - "/status".length()) : path;
    return switch (exchange.getRequestMethod()) {
      case "GET" -> isCollection(key) ? list(key) : found(objects.get(key));
      case "DELETE" -> found(objects.remove(key));
      default -> {
        ObjectNode sent = (ObjectNode) JSON.readTree(exchange.getRequestBody());
        yield status ? writeStatus(key, sent) : write(key, sent);
      }
    };
  }

  private Answer write(String path, ObjectNode object) {
    ObjectNode metadata = object.withObject("/metadata");
    if (!metadata.has("name")) {
      metadata.put("name", metadata.path("generateName").asText() + version.get());
    }
    String key = isCollection(path) ? path + "/" + metadata.path("name").asText() : path;
    ObjectNode before = objects.get(key);
    metadata.put("uid", before == null ? UUID.randomUUID().toString() : uid(before));
    metadata.put("resourceVersion", Long.toString(version.incrementAndGet()));
    metadata.put("generation", 1);
    objects.put(key, object);
    return new Answer(before == null ? 201 : 200, object);
  }

  private Answer writeStatus(String key, ObjectNode sent) {
    ObjectNode object = objects.get(key);
    if (object == null) {
      return found(null);
    }
    ObjectNode written = object.deepCopy();
    written.set("status", sent.path("status"));
    return write(key, written);
  }

  private Answer list(String path) {
    ObjectNode list = JSON.createObjectNode();
    list.put("apiVersion", path.replaceFirst("^/apis?/", "").replaceFirst("/[^/]*$", ""));
    list.put("kind", "List");
    list.withObject("/metadata").put("resourceVersion", Long.toString(version.get()));
    // Listing all namespaces leaves the namespace out of the path.
    String plural = path.substring(path.lastIndexOf('/'));
    String prefix = path.substring(0, path.length() - plural.length());
    objects.forEach(
        (key, object) -> {
          String collection = key.substring(0, key.lastIndexOf('/'));
          if (collection.equals(path)
              || (collection.startsWith(prefix + "/namespaces/") && collection.endsWith(plural))) {
            list.withArray("/items").add(object);
          }
        });
    list.withArray("/items");
    return new Answer(200, list);
  }

  private static Answer found(@Nullable ObjectNode object) {
    return object == null
        ? new Answer(
            404,
            JSON.createObjectNode().put("kind", "Status").put("apiVersion", "v1").put("code", 404))
        : new Answer(200, object);
  }

  /** {@code plural}, {@code plural/name}, {@code namespaces/ns/plural[/name]}. */
  private static boolean isCollection(String path) {
    List<String> segments = List.of(path.replaceFirst(GROUP_VERSION, "").split("/", -1));
    return segments.size() % 2 == 1;
  }

  private static String uid(ObjectNode object) {
    return object.path("metadata").path("uid").asText();
  }
}
