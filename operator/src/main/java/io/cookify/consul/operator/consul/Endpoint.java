package io.cookify.consul.operator.consul;

import com.ecwid.consul.transport.TransportException;
import com.ecwid.consul.v1.ConsulClient;
import com.ecwid.consul.v1.OperationException;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.util.function.Function;
import org.apache.http.client.HttpClient;

/** One server: the place where failures of both clients become ours. */
final class Endpoint {

  private final ConsulServer server;
  private final OperatorRawClient raw;
  private final ConsulClient typed;

  Endpoint(HttpClient http, ConsulServer server) {
    this.server = server;
    this.raw = new OperatorRawClient(http, server);
    this.typed = new ConsulClient(raw);
  }

  String name() {
    return server.name();
  }

  /** Asks through our own call; an answer of any status is returned. */
  Answer send(Request request) {
    try {
      return raw.call(request);
    } catch (IOException e) {
      throw Failures.ofIo(request + " at " + name(), e);
    } catch (IllegalStateException e) {
      throw closed(request.toString(), e);
    }
  }

  /**
   * Asks through Ecwid's typed client.
   *
   * @param request what that client is going to send, for messages
   */
  <T> T ask(Request request, Function<ConsulClient, T> question) {
    String what = request + " at " + name();
    try {
      return question.apply(typed);
    } catch (OperationException e) {
      throw Failures.ofStatus(what, e.getStatusCode(), String.valueOf(e.getStatusContent()));
    } catch (TransportException e) {
      throw e.getCause() instanceof IOException io
          ? Failures.ofIo(what, io)
          : new ConsulUnavailable(what + ": no exchange", false, e);
    } catch (JsonParseException e) {
      // Gson's message may repeat what it read, so it is no cause.
      throw new ConsulGarbled(what + ": the answer is not the JSON that Consul sends", null);
    } catch (IllegalStateException e) {
      throw closed(request.toString(), e);
    }
  }

  /** Apache's client reports a closed pool so. */
  private ConsulUnavailable closed(String what, IllegalStateException e) {
    return new ConsulUnavailable(
        what + " at " + name() + ": the connection pool was closed meanwhile", true, e);
  }
}
