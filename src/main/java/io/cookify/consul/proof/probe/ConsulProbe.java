package io.cookify.consul.proof.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.cookify.consul.proof.Json;
import io.cookify.consul.proof.cluster.DeployedCluster;
import io.cookify.consul.proof.cluster.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One Consul server asked from outside, over HTTPS with the CA its users get. It shares no code
 * with the operator, so that both cannot be wrong in the same way.
 */
public final class ConsulProbe implements AutoCloseable {
  private static final int HTTPS = 8501;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Route route;
  private final HttpClient http;
  private final @Nullable String token;

  private ConsulProbe(Route route, HttpClient http, @Nullable String token) {
    this.route = route;
    this.http = http;
    this.token = token;
  }

  /** What Consul answered. */
  public record Answer(int status, String body) {
    /** The body as JSON; an assertion error if the status is not 200. */
    public JsonNode json() {
      if (status != 200) {
        throw new AssertionError("Consul answered " + status + ": " + body);
      }
      return Json.parse(body);
    }
  }

  /** One server in the Raft configuration. */
  public record Peer(String id, String node, boolean leader, boolean voter) {}

  /** Asks the first server, with the cluster's first management token. */
  public static ConsulProbe of(DeployedCluster cluster) {
    return of(cluster, cluster.name() + "-server-0", cluster.bootstrapToken());
  }

  /** Asks a server without any token. */
  public static ConsulProbe anonymous(DeployedCluster cluster) {
    return of(cluster, cluster.name() + "-server-0", null);
  }

  /** Asks one server pod with a token. */
  public static ConsulProbe of(DeployedCluster cluster, String pod, @Nullable String token) {
    var ca =
        cluster
            .secret("ca", "ca.crt")
            .or(() -> cluster.secret("ca", "tls.crt"))
            .orElseThrow(
                () -> new AssertionError(cluster + " has no CA certificate in its secret"));
    var serverName = "server." + cluster.datacenter() + ".consul";
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .sslContext(ServerTrust.context(ca, serverName))
            .build();
    var route = cluster.namespace().cluster().route(cluster.namespace().name(), pod, HTTPS);
    return new ConsulProbe(route, client, token);
  }

  /** Whether anything accepts a TCP connection at that port of a server pod. */
  public static boolean accepts(DeployedCluster cluster, String pod, int port) {
    try (var route = cluster.namespace().cluster().route(cluster.namespace().name(), pod, port);
        var socket = new Socket()) {
      socket.connect(new InetSocketAddress(route.host(), route.port()), (int) PATIENCE.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A GET of a path under {@code /v1/}. */
  public Answer get(String path) {
    return send(request(path).GET().build());
  }

  /** A PUT of a path under {@code /v1/}. */
  public Answer put(String path, String body) {
    return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  /** The servers of the Raft configuration, from the leader. */
  public List<Peer> peers() {
    return stream(get("operator/raft/configuration").json().path("Servers"))
        .map(
            peer ->
                new Peer(
                    peer.path("ID").asText(),
                    peer.path("Node").asText(),
                    peer.path("Leader").asBoolean(),
                    peer.path("Voter").asBoolean()))
        .toList();
  }

  /** The leader's address, as every server tells without a token. */
  public Optional<String> leader() {
    return Optional.of(get("status/leader").json().asText()).filter(address -> !address.isBlank());
  }

  /** All ACL tokens, without their secrets. */
  public List<JsonNode> tokens() {
    return stream(get("acl/tokens").json()).toList();
  }

  /** All ACL policies, without their rules. */
  public List<JsonNode> policies() {
    return stream(get("acl/policies").json()).toList();
  }

  /** Writes a key; it is acknowledged by a majority. */
  public void writeKey(String key, String value) {
    var answer = put("kv/" + key, value);
    if (answer.status() != 200 || !"true".equals(answer.body().strip())) {
      throw new AssertionError("Consul did not take key " + key + ": " + answer);
    }
  }

  /** Reads a key with the leader's confirmation; empty if there is none. */
  public Optional<String> readKey(String key) {
    var answer = get("kv/" + key + "?raw&consistent");
    return answer.status() == 404 ? Optional.empty() : Optional.of(checked(answer).body());
  }

  private static Answer checked(Answer answer) {
    if (answer.status() != 200) {
      throw new AssertionError("Consul answered " + answer);
    }
    return answer;
  }

  private HttpRequest.Builder request(String path) {
    var uri = URI.create("https://" + route.host() + ":" + route.port() + "/v1/" + path);
    var request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
    return token == null ? request : request.header("X-Consul-Token", token);
  }

  private Answer send(HttpRequest request) {
    try {
      var response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("no answer from " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  @Override
  public void close() {
    http.close();
    route.close();
  }
}
