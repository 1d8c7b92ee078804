package io.cookify.consul.operator.consul;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.http.HttpEntity;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.HttpResponseInterceptor;
import org.apache.http.client.config.CookieSpecs;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.utils.URLEncodedUtils;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.conn.routing.HttpRoutePlanner;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.jspecify.annotations.Nullable;

/** How requests reach the servers, and what must be true of every one of them. */
final class Transport {

  private static final String TOKEN_HEADER = "X-Consul-Token";

  private Transport() {}

  /** A client for these servers over the connections of this pool, which it does not close. */
  static CloseableHttpClient open(
      ConnectionPool pool, List<ConsulServer> servers, @Nullable Token token, Limits limits) {
    return HttpClients.custom()
        .setConnectionManager(pool.manager())
        .setConnectionManagerShared(true)
        .setRoutePlanner(direct(servers))
        .setDefaultRequestConfig(config(limits))
        .addInterceptorLast(noTokenInUrl())
        .addInterceptorLast(tokenInHeader(token))
        .addInterceptorLast(bounded(limits))
        .setUserAgent("consul-operator")
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableAuthCaching()
        .disableConnectionState()
        .disableContentCompression()
        .build();
  }

  private static RequestConfig config(Limits limits) {
    return RequestConfig.custom()
        .setConnectionRequestTimeout((int) limits.connect().toMillis())
        .setConnectTimeout((int) limits.connect().toMillis())
        .setSocketTimeout((int) limits.read().toMillis())
        .setCookieSpec(CookieSpecs.IGNORE_COOKIES)
        // Paths are encoded by us; a second opinion would turn %2F into a slash.
        .setNormalizeUri(false)
        .build();
  }

  /**
   * Dials the server's own address under the name its certificate must carry. So no DNS is asked,
   * and each server can be addressed from anywhere.
   */
  private static HttpRoutePlanner direct(List<ConsulServer> servers) {
    Map<String, HttpRoute> routes =
        servers.stream()
            .map(
                server ->
                    new HttpHost(
                        InetAddress.ofLiteral(server.address()),
                        server.host(),
                        server.port(),
                        "https"))
            .collect(
                Collectors.toMap(
                    HttpHost::toURI, host -> new HttpRoute(host, null, true), (one, two) -> one));
    return (target, request, context) -> {
      HttpRoute route = routes.get(target.toURI());
      if (route == null) {
        throw new HttpException("not one of the cluster's servers: " + target);
      }
      return route;
    };
  }

  /**
   * Sets the header whatever is there: Ecwid's client adds an empty one of its own, and an empty
   * token would be replaced by the agent's.
   */
  private static HttpRequestInterceptor tokenInHeader(@Nullable Token token) {
    return (request, context) -> {
      if (token == null) {
        request.removeHeaders(TOKEN_HEADER);
      } else {
        request.setHeader(TOKEN_HEADER, token.secret());
      }
    };
  }

  /** URLs end up in logs, here and on the way; Consul also prefers them to the header. */
  private static HttpRequestInterceptor noTokenInUrl() {
    return (request, context) -> {
      String uri = request.getRequestLine().getUri();
      if (uri.contains("token=") || hasParameter(uri, "token")) {
        throw new IllegalArgumentException(
            "refused to send a request with a token in its URL; tokens go into the header");
      }
    };
  }

  private static boolean hasParameter(String uri, String name) {
    int query = uri.indexOf('?');
    return query >= 0
        && URLEncodedUtils.parse(uri.substring(query + 1), StandardCharsets.UTF_8).stream()
            .anyMatch(parameter -> name.equalsIgnoreCase(parameter.getName()));
  }

  private static HttpResponseInterceptor bounded(Limits limits) {
    return (response, context) -> {
      HttpEntity entity = response.getEntity();
      if (entity != null) {
        response.setEntity(new BoundedEntity(entity, limits.maxBytes(), limits.body()));
      }
    };
  }
}
