package io.cookify.consul.operator.consul;

import java.nio.charset.StandardCharsets;

/** What a server answered: an HTTP status and a body that is complete. */
final class Answer {

  private final String what;
  private final int status;
  private final byte[] body;

  /**
   * @param what the request and the server, for messages
   * @param status the HTTP status
   * @param body the bytes; not copied
   */
  Answer(String what, int status, byte[] body) {
    this.what = what;
    this.status = status;
    this.body = body;
  }

  int status() {
    return status;
  }

  boolean ok() {
    return status >= 200 && status < 300;
  }

  /** True if Consul refused with a text that contains this. */
  boolean says(String text) {
    return !ok() && text().contains(text);
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body as an object of this class, or the failure this answer is. */
  <T> T as(Class<T> type) {
    orThrow();
    return Json.read(what, body, type);
  }

  /** Nothing, or the failure this answer is. */
  void orThrow() {
    if (!ok()) {
      throw Failures.ofStatus(what, status, text());
    }
  }
}
