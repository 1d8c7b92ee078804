package io.cookify.consul.operator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpEndpointsTest {
  private final AtomicReference<@Nullable String> problem = new AtomicReference<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ProcessMetrics metrics = new ProcessMetrics();
  private HttpEndpoints endpoints;

  @BeforeEach
  void start() {
    endpoints =
        new HttpEndpoints(0)
            .probes("/readyz", List.of(new Probe("informers", problem::get)))
            .metrics(metrics::scrape)
            .start();
  }

  @AfterEach
  void stop() {
    endpoints.close();
    metrics.close();
    http.close();
  }

  @Test
  void probeIsOkWhileNothingIsWrong() throws Exception {
    HttpResponse<String> answer = ask("GET", "/readyz");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("ok\n");
    assertThat(ask("HEAD", "/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void probeSaysWhatIsWrong() throws Exception {
    problem.set("not synced");

    HttpResponse<String> answer = ask("GET", "/readyz");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("informers: not synced\n");
  }

  @Test
  void metricsHoldTheJvmAndWhatOthersRegister() throws Exception {
    metrics.registry().gauge("consul.operator.example", 7);

    HttpResponse<String> answer = ask("GET", "/metrics");

    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.body())
        .contains("jvm_memory_used_bytes{area=\"heap\"", "consul_operator_example 7.0");
  }

  @Test
  void nothingElseIsServed() throws Exception {
    assertThat(ask("GET", "/").statusCode()).isEqualTo(404);
    assertThat(ask("GET", "/readyz/more").statusCode()).isEqualTo(404);
    assertThat(ask("POST", "/readyz").statusCode()).isEqualTo(405);
  }

  @Test
  void portInUseIsNamed() {
    assertThatThrownBy(() -> new HttpEndpoints(endpoints.port()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("port %d: set HTTP_PORT".formatted(endpoints.port()));
  }

  private HttpResponse<String> ask(String method, String path)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoints.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
