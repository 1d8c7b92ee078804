package io.cookify.consul.operator.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's own HTTP side, without TLS and for reading only: {@code /livez}, {@code /readyz},
 * {@code /startupz} for the kubelet and {@code /metrics} for Prometheus.
 *
 * <p>A probe answers 200 and {@code ok}, or 503 with one line for each problem.
 */
public final class HttpEndpoints implements AutoCloseable {
  /** Content type of Prometheus' text format, version 0.0.4. */
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoints.class);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Binds the port; nothing is answered before {@link #start}.
   *
   * @param port TCP port on all interfaces; 0 takes any free one
   * @throws UncheckedIOException when the port cannot be bound
   */
  public HttpEndpoints(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot listen on port %d: set HTTP_PORT to a free one".formatted(port), e);
    }
    server.setExecutor(threads);
    answer("/", () -> new Answer(404, "text/plain", "not found\n"));
  }

  /** Answers {@code path} (e.g. {@code /livez}) by asking all probes. */
  public HttpEndpoints probes(String path, List<Probe> probes) {
    return answer(path, () -> verdict(probes));
  }

  /** Answers {@code /metrics} with what {@code scrape} returns. */
  public HttpEndpoints metrics(Supplier<String> scrape) {
    return answer("/metrics", () -> new Answer(200, METRICS_TYPE, scrape.get()));
  }

  /** Starts to answer. */
  public HttpEndpoints start() {
    server.start();
    LOG.info("Probes and metrics on port {}", port());
    return this;
  }

  /** The port that is listened on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private record Answer(int code, String type, String body) {}

  private HttpEndpoints answer(String path, Supplier<Answer> answer) {
    server.createContext(path, exchange -> send(exchange, path, answer));
    return this;
  }

  private static void send(HttpExchange exchange, String path, Supplier<Answer> answer)
      throws IOException {
    try (exchange) {
      Answer reply = reply(exchange, path, answer);
      byte[] body = reply.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", reply.type());
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(reply.code(), head ? -1 : body.length);
      if (!head) {
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(body);
        }
      }
    }
  }

  private static Answer reply(HttpExchange exchange, String path, Supplier<Answer> answer) {
    // A context answers everything below its path; we mean exactly the path.
    if (!path.equals("/") && !exchange.getRequestURI().getPath().equals(path)) {
      return new Answer(404, "text/plain", "not found\n");
    }
    return switch (exchange.getRequestMethod()) {
      case "GET", "HEAD" -> answer.get();
      default -> new Answer(405, "text/plain", "only GET and HEAD\n");
    };
  }

  private static Answer verdict(List<Probe> probes) {
    StringBuilder problems = new StringBuilder();
    for (Probe probe : probes) {
      @Nullable String problem = probe.problem().get();
      if (problem != null) {
        problems.append(probe.name()).append(": ").append(problem).append('\n');
      }
    }
    return problems.isEmpty()
        ? new Answer(200, "text/plain", "ok\n")
        : new Answer(503, "text/plain", problems.toString());
  }
}
