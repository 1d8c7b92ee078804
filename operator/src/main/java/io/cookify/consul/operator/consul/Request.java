package io.cookify.consul.operator.consul;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request to Consul's HTTP API. {@link #toString()} shows method and path, never the query or the
 * body.
 *
 * @param method the HTTP method
 * @param path the path below {@code /v1/}, encoded
 * @param query its parameters, not yet encoded; an empty value means a bare flag
 * @param body what to send as JSON; null for nothing
 */
record Request(String method, String path, Map<String, String> query, @Nullable Object body) {

  static Request get(String... segments) {
    return new Request("GET", join(segments), Map.of(), null);
  }

  static Request put(String... segments) {
    return new Request("PUT", join(segments), Map.of(), null);
  }

  Request with(String parameter, String value) {
    Map<String, String> more = new TreeMap<>(query);
    more.put(parameter, value);
    return new Request(method, path, more, body);
  }

  Request body(Object json) {
    return new Request(method, path, query, json);
  }

  /** A path segment as it must stand in a URL, slashes encoded too. */
  static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Path and query as they stand in the request line. */
  String uri() {
    String parameters =
        query.entrySet().stream()
            .map(
                entry ->
                    entry.getValue().isEmpty()
                        ? encode(entry.getKey())
                        : encode(entry.getKey()) + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    return "/v1/" + path + (parameters.isEmpty() ? "" : "?" + parameters);
  }

  @Override
  public String toString() {
    return method + " /v1/" + path;
  }

  private static String join(String... segments) {
    return Arrays.stream(segments).map(Request::encode).collect(Collectors.joining("/"));
  }
}
