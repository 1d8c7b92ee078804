package io.cookify.consul.operator.consul;

import com.ecwid.consul.v1.ConsulRawClient;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.util.EntityUtils;

/**
 * Ecwid's raw client for one server, and beside it the call that Ecwid lacks: any method, an
 * encoded path, a body of bytes. Both use our own transport.
 */
final class OperatorRawClient extends ConsulRawClient {

  // Held here, or the logger and its level would be garbage collected. It prints URLs and headers.
  private static final Logger ECWID_TRANSPORT = Logger.getLogger("com.ecwid.consul.transport");

  static {
    ECWID_TRANSPORT.setLevel(Level.OFF);
  }

  private final HttpClient http;
  private final ConsulServer server;

  OperatorRawClient(HttpClient http, ConsulServer server) {
    super(http, "https://" + server.host(), server.port(), "");
    this.http = http;
    this.server = server;
  }

  /** Sends one request, once. */
  Answer call(Request request) throws IOException {
    RequestBuilder builder =
        RequestBuilder.create(request.method())
            .setUri("https://" + server.host() + ":" + server.port() + request.uri());
    Object body = request.body();
    if (body != null) {
      builder.setEntity(new ByteArrayEntity(Json.write(body), ContentType.APPLICATION_JSON));
    }
    return http.execute(
        builder.build(),
        response -> {
          byte[] answer =
              response.getEntity() == null
                  ? new byte[0]
                  : EntityUtils.toByteArray(response.getEntity());
          return new Answer(
              request + " at " + server.name(), response.getStatusLine().getStatusCode(), answer);
        });
  }
}
